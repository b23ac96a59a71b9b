/* mmap stores the callbacks; they run later, after whatever made them necessary, in a context of their own. */
#define TREE_6_12
#include <linux/mm.h>
#include <linux/workqueue.h>

struct late_inode {
	struct inode vfs_inode;
	struct work_struct flush;
	struct timer_list timer;
};

static void late_flush(struct work_struct *work)
{
	struct late_inode *li = container_of(work, struct late_inode, flush);

	inode_set_mtime_to_ts(&li->vfs_inode, // ok mmap-timestamps
			      inode_set_ctime_current(&li->vfs_inode)); // ok mmap-timestamps
}

static void late_expired(struct timer_list *timer)
{
	struct late_inode *li = container_of(timer, struct late_inode, timer);

	inode_set_ctime_current(&li->vfs_inode); // ok mmap-timestamps
}

static int late_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct late_inode *li = container_of(file_inode(file), struct late_inode, vfs_inode);

	INIT_WORK(&li->flush, late_flush);
	timer_setup(&li->timer, late_expired, 0);
	mod_timer(&li->timer, jiffies + HZ);
	return generic_file_mmap(file, vma);
}

const struct file_operations late_file_operations = {
	.mmap = late_mmap,
};
