#define TREE_6_12
#include <linux/types.h>
#include <linux/slab.h>
#include <linux/mutex.h>

struct conn {
	refcount_t count;
	int n;
};

struct holder {
	struct mutex lock;
	struct conn *conn;
};

static void conn_put(struct conn *conn)
{
	if (refcount_dec_and_test(&conn->count))
		kfree(conn);
}

static struct conn *holder_conn(struct holder *holder)
{
	struct conn *conn;

	mutex_lock(&holder->lock);
	conn = holder->conn;
	if (conn)
		refcount_inc(&conn->count);
	mutex_unlock(&holder->lock);
	return conn;
}

/* One share was taken, two are dropped: the holder's is gone, and it does not know. */
int example_read(struct holder *holder)
{
	struct conn *conn = holder_conn(holder);
	int n;

	if (!conn)
		return 0;
	n = conn->n;
	conn_put(conn);
	conn_put(conn); // want double-release "conn_put"
	return n;
}

int example_count(struct holder *holder)
{
	struct conn *conn = holder_conn(holder);
	int n = 0;

	if (conn) {
		n = conn->n;
		conn_put(conn);
	}
	return n;
}

/* The share that the holder had goes with the holder's pointer. */
void example_drop(struct holder *holder)
{
	struct conn *conn = holder_conn(holder);

	if (!conn)
		return;
	conn_put(conn);
	holder->conn = NULL;
	conn_put(conn);
}
