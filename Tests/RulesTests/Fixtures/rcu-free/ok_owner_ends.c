#define TREE_6_12
#include <linux/fs.h>
#include <linux/rcupdate.h>

struct example_bucket {
	int users;
	struct rcu_head rcu;
};

struct example_conn {
	refcount_t count;
	struct example_bucket *bucket;
	struct rcu_head rcu;
};

static void example_delayed(struct rcu_head *head)
{
	kfree(container_of(head, struct example_conn, rcu)); // ok rcu-free
}

/* Readers come to the bucket by way of a connection that they hold. */
void example_put(struct example_conn *conn)
{
	if (refcount_dec_and_test(&conn->count)) {
		conn->bucket->users = 0;
		kfree(conn->bucket); // ok rcu-free
		call_rcu(&conn->rcu, example_delayed);
	}
}
