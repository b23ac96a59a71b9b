#define TREE_6_12
#include <linux/fs.h>

static void finish(struct kiocb *iocb, long result)
{
	iocb->ki_complete(iocb, result);
}

void example_end(struct kiocb *iocb, long result)
{
	if (result < 0)
		finish(iocb, result);
	iocb->ki_complete(iocb, result); // want ownership-transfer "finish() has taken it over"
}
