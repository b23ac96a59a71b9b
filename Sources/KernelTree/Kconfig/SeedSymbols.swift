/// The symbols that an unconfigured tree is looked at with: an x86-64 kernel with as much filesystem code as can be
/// compiled into one, and with little else, so that inline functions of the headers stay simple.
///
/// Left out on purpose:
/// - `LOCKDEP`, `PROVE_LOCKING`, `DEBUG_*`, `KASAN`, `KCSAN`, `UBSAN`: they put bookkeeping into every lock and list
///   operation. `lockdep_assert_held()` is kept by the macro expansion record.
/// - `TRACEPOINTS`, `FTRACE`, `JUMP_LABEL`, `BRANCH_PROFILING`: trace points become empty inline functions, static keys plain
///   reads, and no `asm goto` stands in the way of a control-flow graph.
/// - `PARAVIRT`, `FORTIFY_SOURCE`, `RANDSTRUCT`: they hide what is called behind other names.
/// - `PREEMPT_RT`: its spinlocks sleep, which is not what reviewers assume.
enum SeedSymbols {
    /// On where the tree's Kconfig lets it be.
    static let wanted: [String] = (machine + core + storage + filesystems + fuse + network + security)

    private static let machine = [
        "64BIT", "X86_64", "X86", "SMP", "MMU", "GENERIC_CPU", "COMPAT", "IA32_EMULATION", "COMPAT_32BIT_TIME", "X86_X2APIC",
        "NUMA", "SPARSEMEM_VMEMMAP", "MEMORY_HOTPLUG", "MEMORY_HOTREMOVE", "ZONE_DMA", "ZONE_DMA32", "ZONE_DEVICE", "TRANSPARENT_HUGEPAGE",
        "HUGETLBFS", "HUGETLB_PAGE", "ACPI", "PCI", "HZ_250", "HIGH_RES_TIMERS", "NO_HZ_IDLE", "PREEMPT_VOLUNTARY", "CC_IS_CLANG",
    ]

    private static let core = [
        "MODULES", "PRINTK", "BUG", "SYSCTL", "PROC_FS", "PROC_SYSCTL", "PROC_KCORE", "PROC_PAGE_MONITOR", "KEXEC", "CRASH_DUMP", "PROC_VMCORE", "PROC_CHILDREN", "SYSFS",
        "SYSFS_SYSCALL", "DEBUG_FS", "TMPFS", "TMPFS_POSIX_ACL", "TMPFS_XATTR", "TMPFS_QUOTA", "TMPFS_INODE64", "DEVTMPFS", "CONFIGFS_FS", "KERNFS",
        "SHMEM", "SWAP", "MIGRATION", "COMPACTION", "FUTEX", "EPOLL", "SIGNALFD", "TIMERFD", "EVENTFD", "AIO", "IO_URING",
        "ADVISE_SYSCALLS", "MEMBARRIER", "USERFAULTFD", "FILE_LOCKING", "MANDATORY_FILE_LOCKING", "FSNOTIFY", "DNOTIFY", "INOTIFY_USER",
        "FANOTIFY", "FANOTIFY_ACCESS_PERMISSIONS", "FHANDLE", "EXPORTFS", "EXPORTFS_BLOCK_OPS", "POSIX_TIMERS", "POSIX_MQUEUE", "SYSVIPC",
        "NAMESPACES", "UTS_NS", "IPC_NS", "USER_NS", "PID_NS", "NET_NS", "TIME_NS", "CGROUPS", "MEMCG", "MEMCG_SWAP", "MEMCG_KMEM", "BLK_CGROUP",
        "CGROUP_WRITEBACK", "CGROUP_DEVICE", "CPUSETS", "BPF", "BPF_SYSCALL", "KEYS", "COREDUMP", "ELF_CORE", "BINFMT_ELF", "BINFMT_SCRIPT", "BINFMT_MISC",
        "COMPAT_BINFMT_ELF", "MULTIUSER", "SECCOMP", "KALLSYMS", "BASE_FULL", "SLUB", "TASKSTATS", "TASK_IO_ACCOUNTING",
        "TASK_XACCT", "VM_EVENT_COUNTERS", "FS_STACK", "FREEZER", "SUSPEND", "PM", "PSI", "CRC32", "XXHASH", "NLS", "UNICODE", "CRYPTO",
    ]

    private static let storage = [
        "BLOCK", "BLK_DEV", "BLK_DEV_LOOP", "BLK_DEV_ZONED", "BLK_DEV_INTEGRITY", "BLK_INLINE_ENCRYPTION", "BLK_INLINE_ENCRYPTION_FALLBACK",
        "SCSI", "MD", "BLK_DEV_DM", "DAX", "DEV_DAX", "FS_DAX", "FS_DAX_PMD", "LIBNVDIMM", "MTD", "MTD_BLOCK", "MTD_UBI", "FS_IOMAP",
        "BUFFER_HEAD", "LEGACY_DIRECT_IO", "FS_MBCACHE", "PARTITION_ADVANCED", "CDROM", "VIRTIO", "VIRTIO_MENU", "VIRTIO_PCI",
    ]

    private static let filesystems = [
        "FS_POSIX_ACL", "FS_ENCRYPTION", "FS_ENCRYPTION_INLINE_CRYPT", "FS_VERITY", "FS_VERITY_BUILTIN_SIGNATURES", "QUOTA", "QUOTACTL",
        "QUOTA_NETLINK_INTERFACE", "QFMT_V1", "QFMT_V2", "PRINT_QUOTA_WARNING", "AUTOFS_FS", "OVERLAY_FS", "OVERLAY_FS_METACOPY",
        "OVERLAY_FS_REDIRECT_DIR", "NETFS_SUPPORT", "NETFS_STATS", "FSCACHE", "FSCACHE_STATS", "CACHEFILES", "CACHEFILES_ONDEMAND", "EXT2_FS", "EXT2_FS_XATTR",
        "EXT2_FS_POSIX_ACL", "EXT2_FS_SECURITY", "EXT3_FS", "EXT4_FS", "EXT4_FS_POSIX_ACL", "EXT4_FS_SECURITY", "JBD2", "BTRFS_FS", "BTRFS_FS_POSIX_ACL",
        "XFS_FS", "XFS_QUOTA", "XFS_POSIX_ACL", "XFS_RT", "XFS_ONLINE_SCRUB", "XFS_ONLINE_REPAIR", "XFS_SUPPORT_V4", "XFS_DRAIN_INTENTS", "F2FS_FS", "F2FS_FS_XATTR",
        "F2FS_FS_POSIX_ACL", "F2FS_FS_SECURITY", "F2FS_FS_COMPRESSION", "F2FS_STAT_FS", "GFS2_FS", "GFS2_FS_LOCKING_DLM", "DLM", "OCFS2_FS", "OCFS2_FS_O2CB",
        "OCFS2_FS_USERSPACE_CLUSTER", "REISERFS_FS", "REISERFS_FS_XATTR", "REISERFS_FS_POSIX_ACL", "REISERFS_FS_SECURITY", "REISERFS_PROC_INFO",
        "JFS_FS", "JFS_POSIX_ACL", "JFS_SECURITY", "NILFS2_FS", "ZONEFS_FS", "BCACHEFS_FS", "BCACHEFS_POSIX_ACL", "BCACHEFS_QUOTA", "ISO9660_FS",
        "JOLIET", "ZISOFS", "UDF_FS", "FAT_FS", "MSDOS_FS", "VFAT_FS", "EXFAT_FS", "NTFS_FS", "NTFS_RW", "NTFS3_FS", "NTFS3_LZX_XPRESS", "NTFS3_FS_POSIX_ACL",
        "MISC_FILESYSTEMS", "ADFS_FS", "AFFS_FS", "BEFS_FS", "BFS_FS", "CRAMFS", "CRAMFS_BLOCKDEV", "ECRYPT_FS", "ECRYPT_FS_MESSAGING", "EFS_FS", "EFIVAR_FS", "EROFS_FS",
        "EROFS_FS_XATTR", "EROFS_FS_POSIX_ACL", "EROFS_FS_SECURITY", "EROFS_FS_ZIP", "EROFS_FS_ZIP_LZMA", "EROFS_FS_ZIP_DEFLATE", "EROFS_FS_ZIP_ZSTD", "EROFS_FS_ONDEMAND",
        "EROFS_FS_BACKED_BY_FILE", "HFS_FS", "HFSPLUS_FS", "HPFS_FS", "JFFS2_FS", "JFFS2_FS_WRITEBUFFER", "JFFS2_SUMMARY", "JFFS2_FS_XATTR", "JFFS2_FS_POSIX_ACL",
        "JFFS2_FS_SECURITY", "MINIX_FS", "OMFS_FS", "ORANGEFS_FS", "PSTORE", "PSTORE_RAM", "PSTORE_CONSOLE", "PSTORE_PMSG", "PSTORE_BLK", "QNX4FS_FS", "QNX6FS_FS", "ROMFS_FS",
        "SQUASHFS", "SQUASHFS_XATTR", "SQUASHFS_ZLIB", "SQUASHFS_LZ4", "SQUASHFS_LZO", "SQUASHFS_XZ", "SQUASHFS_ZSTD", "SYSV_FS", "UBIFS_FS", "UBIFS_FS_XATTR",
        "UBIFS_FS_SECURITY", "UBIFS_FS_AUTHENTICATION", "UFS_FS", "UFS_FS_WRITE", "VBOXSF_FS", "VXFS_FS", "HUGETLB_PAGE_OPTIMIZE_VMEMMAP", "RESCTRL_FS",
        "DLM_DEBUG", "VALIDATE_FS_PARSER",
    ]

    /// All of fs/fuse, in every version that has it.
    private static let fuse = [
        "FUSE_FS", "CUSE", "VIRTIO_FS", "FUSE_DAX", "FUSE_PASSTHROUGH", "FUSE_IO_URING", "FUSE_BPF", "FUSE_IOMAP", "FUSE_BACKING",
    ]

    private static let network = [
        "NET", "INET", "IPV6", "UNIX", "PACKET", "NETWORK_FILESYSTEMS", "NFS_FS", "NFS_V2", "NFS_V3", "NFS_V3_ACL", "NFS_V4", "NFS_V4_0", "NFS_V4_1", "NFS_V4_2", "NFS_SWAP",
        "PNFS_FILE_LAYOUT", "PNFS_BLOCK", "PNFS_FLEXFILE_LAYOUT", "NFS_V4_1_MIGRATION", "NFS_V4_SECURITY_LABEL", "NFS_FSCACHE", "NFS_USE_KERNEL_DNS",
        "NFS_V4_2_READ_PLUS", "NFS_V4_2_SSC_HELPER", "NFSD", "NFSD_V2", "NFSD_V2_ACL", "NFSD_V3", "NFSD_V3_ACL", "NFSD_V4", "NFSD_PNFS", "NFSD_BLOCKLAYOUT", "NFSD_SCSILAYOUT",
        "NFSD_FLEXFILELAYOUT", "NFSD_V4_2_INTER_SSC", "NFSD_V4_SECURITY_LABEL", "NFSD_LEGACY_CLIENT_TRACKING", "NFSD_V4_DELEG_TIMESTAMPS", "NFS_LOCALIO", "NFS_ACL_SUPPORT",
        "LOCKD", "LOCKD_V4", "GRACE_PERIOD", "SUNRPC", "SUNRPC_GSS", "SUNRPC_BACKCHANNEL", "CEPH_FS", "CEPH_FSCACHE", "CEPH_FS_POSIX_ACL",
        "CEPH_FS_SECURITY_LABEL", "CIFS", "CIFS_STATS2", "CIFS_ALLOW_INSECURE_LEGACY", "CIFS_WEAK_PW_HASH", "CIFS_UPCALL", "CIFS_XATTR", "CIFS_POSIX",
        "CIFS_DEBUG", "CIFS_DFS_UPCALL", "CIFS_SWN_UPCALL", "CIFS_FSCACHE", "CIFS_SMB_DIRECT", "CIFS_COMPRESSION", "SMB_SERVER", "SMB_SERVER_SMBDIRECT",
        "SMB_SERVER_CHECK_CAP_NET_ADMIN", "SMB_SERVER_KERBEROS5", "INFINIBAND", "INFINIBAND_ADDR_TRANS", "CODA_FS", "AFS_FS", "AFS_FSCACHE", "9P_FS", "9P_FSCACHE",
        "9P_FS_POSIX_ACL", "9P_FS_SECURITY", "NET_9P",
    ]

    private static let security = [
        "SECURITY", "SECURITYFS", "SECURITY_NETWORK", "SECURITY_PATH", "SECURITY_SELINUX", "AUDIT", "AUDITSYSCALL", "INTEGRITY", "IMA",
        "IMA_APPRAISE", "EVM",
    ]

    /// Values of int, hex and string symbols. They matter for the layout of structs, not for what is compiled, and stand in
    /// for what `make defconfig` would give on x86-64.
    static let values: [String: String] = [
        "HZ": "250", "NR_CPUS": "64", "NODES_SHIFT": "6", "PGTABLE_LEVELS": "5", "LOG_BUF_SHIFT": "18", "LOG_CPU_MAX_BUF_SHIFT": "12",
        // Until 5.12 a script of the tree gives the compiler's version.
        "CC_VERSION_TEXT": "clang version 19.1.0", "CLANG_VERSION": "190100", "GCC_VERSION": "0", "RCU_FANOUT": "64", "RCU_FANOUT_LEAF": "16",
    ]

    /// Values for what every version's headers ask of the preprocessor, where no Kconfig file gives one: for trees that are
    /// only in part there.
    static let fallbackValues: [String: String] = [
        "HZ": "250", "NR_CPUS": "64", "NODES_SHIFT": "6", "PGTABLE_LEVELS": "5", "LOG_BUF_SHIFT": "18", "BASE_SMALL": "0",
        "X86_L1_CACHE_SHIFT": "6", "X86_INTERNODE_CACHE_SHIFT": "6", "X86_CMPXCHG64": "y", "PHYSICAL_START": "0x1000000", "PHYSICAL_ALIGN": "0x200000",
        "RCU_FANOUT": "64", "RCU_FANOUT_LEAF": "16", "GCC_VERSION": "0", "CLANG_VERSION": "190100", "ARCH_MMAP_RND_BITS": "28",
        "ILLEGAL_POINTER_VALUE": "0xdead000000000000", "FRAME_WARN": "2048", "MESSAGE_LOGLEVEL_DEFAULT": "4",
        "CONSOLE_LOGLEVEL_DEFAULT": "7", "CONSOLE_LOGLEVEL_QUIET": "4", "PANIC_TIMEOUT": "0", "DEFAULT_HUNG_TASK_TIMEOUT": "120",
        "FUNCTION_ALIGNMENT": "16", "FUNCTION_PADDING_CFI": "11", "FUNCTION_PADDING_BYTES": "16", "PAGE_SHIFT": "12", "DEFAULT_MMAP_MIN_ADDR": "4096",
        "PAGE_BLOCK_ORDER": "10", "PAGE_BLOCK_MAX_ORDER": "10", "SPLIT_PTLOCK_CPUS": "4", "CMA_AREAS": "7", "SERIAL_8250_NR_UARTS": "4",
    ]

    /// Decided once for all trees, whatever the Kconfig files say.
    ///
    /// The first group would make inline functions of the headers harder to follow; the second names compiler features
    /// that libclang lacks in some version or that put `asm goto` with outputs into the user access macros.
    static let off: [String] = [
        "LOCKDEP", "PROVE_LOCKING", "DEBUG_LOCK_ALLOC", "DEBUG_SPINLOCK", "KASAN", "KCSAN", "KMSAN", "KCOV", "UBSAN", "FORTIFY_SOURCE", "JUMP_LABEL",
        "TRACE_BRANCH_PROFILING", "PROFILE_ANNOTATED_BRANCHES", "PARAVIRT", "PREEMPT_RT", "RANDSTRUCT", "GCC_PLUGINS", "COMPILE_TEST",
        "WERROR", "DEBUG_INFO_BTF", "PREEMPT_DYNAMIC", "TRACEPOINTS", "FTRACE", "TRACING", "KUNIT", "RUNTIME_TESTING_MENU", "RUST", "RUST_IS_AVAILABLE",
        "CC_HAS_ASM_GOTO_OUTPUT", "CC_HAS_ASM_GOTO_TIED_OUTPUT", "CC_HAS_NAMED_AS", "CC_HAS_COUNTED_BY", "CC_HAS_COUNTED_BY_PTR", "CC_IS_GCC", "CFI_CLANG", "CFI", "LTO_CLANG",
        "MODVERSIONS", "TRIM_UNUSED_KSYMS", "CALL_DEPTH_TRACKING", "DEBUG_LIST", "LIST_HARDENED", "BUG_ON_DATA_CORRUPTION",
    ]
}
