#define TREE_6_12
#include <linux/fs.h>

void example_end(struct kiocb *iocb, long result)
{
	iocb->ki_complete(iocb, result);
	iocb->ki_pos += result; // want ownership-transfer "ki_complete() has taken it over"
}
