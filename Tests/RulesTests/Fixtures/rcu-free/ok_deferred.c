#define TREE_6_12
#include <linux/fs.h>
#include <linux/rcupdate.h>

struct example_conn {
	void (*release)(struct example_conn *conn);
	struct rcu_head rcu;
};

struct example_backing {
	int id;
	struct rcu_head rcu;
};

static struct idr example_backings;

/* RCU calls this, by way of the callback. */
static void example_free_conn(struct example_conn *conn)
{
	kfree(conn); // ok rcu-free
}

static void example_delayed(struct rcu_head *head)
{
	struct example_conn *conn = container_of(head, struct example_conn, rcu);

	conn->release(conn);
}

void example_put_conn(struct example_conn *conn)
{
	conn->release = example_free_conn;
	call_rcu(&conn->rcu, example_delayed);
}

void example_close(unsigned long id)
{
	struct example_backing *fb = idr_remove(&example_backings, id);

	if (fb && fb->id == id)
		kfree_rcu(fb, rcu); // ok rcu-free
}
