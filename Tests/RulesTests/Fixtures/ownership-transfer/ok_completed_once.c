#define TREE_6_12
#include <linux/fs.h>

struct pending {
	struct kiocb *iocb;
	int left;
	long result;
};

void example_end(struct pending *pending, long result)
{
	struct kiocb *iocb = pending->iocb;

	iocb->ki_pos += result;
	if (!--pending->left)
		iocb->ki_complete(iocb, result); // ok ownership-transfer
	pending->result = result;
}
