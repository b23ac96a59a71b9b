#define TREE_6_12
#include <linux/types.h>
#include <linux/slab.h>
#include <linux/fs.h>

struct conn {
	refcount_t count;
	int n;
};

static void conn_put(struct conn *conn)
{
	if (refcount_dec_and_test(&conn->count))
		kfree(conn);
}

static struct conn *file_conn(struct file *file)
{
	struct conn *conn = file->private_data;

	if (conn)
		refcount_inc(&conn->count);
	return conn;
}

static int example_flush(struct file *file, loff_t start, loff_t end, int datasync)
{
	struct conn *conn = file_conn(file); // want reference-balance "file_conn"

	if (!conn)
		return 0;
	if (conn->n < 0)
		return -EIO;
	conn_put(conn);
	return 0;
}

const struct file_operations example_operations = {
	.fsync = example_flush,
};
