/* As much of the kernel's <linux/fs.h> as the fixtures need, in our own words. */
typedef unsigned long long u64;

struct address_space { unsigned long nrpages; };
struct inode {
	struct address_space i_data;
	unsigned int i_nlink;
	unsigned long i_state;
	void *i_private;
};
struct super_operations {
	void (*evict_inode)(struct inode *inode);
	void (*free_inode)(struct inode *inode);
};

void truncate_inode_pages_final(struct address_space *mapping);
void clear_inode(struct inode *inode);
int is_bad_inode(struct inode *inode);
void kfree(const void *pointer);
