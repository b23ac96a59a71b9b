#define TREE_6_12
#include <linux/dcache.h>

struct entry {
	struct inode *inode;
};

struct table {
	int n;
	struct entry entries[8];
};

/* Each entry has one reference. */
void example_drop_all(struct table *table)
{
	int i;

	for (i = 0; i < table->n; i++) {
		struct entry *entry = &table->entries[i];

		iput(entry->inode);
		iput(entry->inode); // want double-release "iput"
	}
}
