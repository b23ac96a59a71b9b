#define TREE_6_12
#include <linux/dcache.h>

struct entry {
	struct inode *inode;
	struct inode *parent;
};

struct table {
	int n;
	struct entry entries[8];
};

/* One of each entry, and of another round another one. */
void example_drop_all(struct table *table)
{
	int i;

	for (i = 0; i < table->n; i++) {
		struct entry *entry = &table->entries[i];

		iput(entry->inode); // ok double-release
		iput(entry->parent); // ok double-release
	}
}

/* The second is of the entry that was put in the place of the first. */
void example_shift(struct table *table)
{
	int i;

	for (i = 0; i + 1 < table->n; i++) {
		struct entry *entry = &table->entries[i];

		iput(entry->inode);
		entry->inode = table->entries[i + 1].inode;
		iput(entry->inode); // ok double-release
	}
}
