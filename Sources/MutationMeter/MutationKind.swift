/// What a mutant does to a function.
public enum MutationKind: String, CaseIterable, Sendable {
    case dropFree = "drop-free"
    case dropPut = "drop-put"
    case dropUnlock = "drop-unlock"
    case dropRevert = "drop-revert"
    case duplicateRelease = "duplicate-release"
    case returnBetween = "return-between"
    /// The use directly before a release and the release change places.
    case useAfterRelease = "use-after-release"
    /// A use that comes some statements before a release comes behind it.
    case moveUse = "move-use"
    case dropPointerCheck = "drop-pointer-check"
    case dropErrorGoto = "drop-error-goto"
    case invertCondition = "invert-condition"
    /// Nothing takes the place of what the server has answered to a request that it does not know.
    case returnENOSYS = "return-enosys"
    /// setattr_prepare() is not called.
    case dropPrepare = "drop-prepare"
    /// Suid, sgid and capabilities stay.
    case dropPrivileges = "drop-privileges"
    /// Dirty pages are not written back.
    case dropWriteBack = "drop-write-back"
    /// The page cache keeps what it has.
    case dropInvalidate = "drop-invalidate"
    /// Nobody asks whom the server may serve.
    case dropCallerCheck = "drop-caller-check"
    /// RCU walk is not left.
    case dropWalkTest = "drop-walk-test"
    /// A reference is taken before RCU walk is left.
    case takeInWalk = "take-in-walk"
    /// Something is stored before RCU walk is left.
    case storeInWalk = "store-in-walk"
    /// A member is set when the object is in a list, or in a table, already.
    case publishEarly = "publish-early"
    /// Nobody asks whether what was read before is still true.
    case dropRecheck = "drop-recheck"
    /// What a lock guards is changed without it.
    case dropLock = "drop-lock"
    /// Two locks are taken the other way round.
    case swapLocks = "swap-locks"
    /// A spinlock is held over a call that may sleep.
    case sleepUnderLock = "sleep-under-lock"
    /// Nobody asks whether the inode is bad.
    case dropBadCheck = "drop-bad-check"

    /// Whether the edit breaks what is held, rather than what is checked.
    public var isAboutResources: Bool {
        switch self {
        case .dropPointerCheck, .dropErrorGoto, .invertCondition, .returnENOSYS: false
        case .dropPrepare, .dropPrivileges, .dropWriteBack, .dropInvalidate, .dropCallerCheck: false
        case .dropWalkTest, .takeInWalk, .storeInWalk, .publishEarly, .dropRecheck: false
        case .dropLock, .swapLocks, .sleepUnderLock, .dropBadCheck: false
        default: true
        }
    }
}
