#define TREE_6_12
#include <linux/fs.h>
#include <linux/rcupdate.h>

struct example_conn {
	void (*release)(struct example_conn *conn);
	struct rcu_head rcu;
};

static int example_users;

static void example_release(struct example_conn *conn)
{
	kfree(conn);
}

static void example_delayed(struct rcu_head *head) // note "RCU calls example_delayed()"
{
	struct example_conn *conn = container_of(head, struct example_conn, rcu);

	conn->release(conn);
}

void example_put(struct example_conn *conn)
{
	conn->release = example_release;
	call_rcu(&conn->rcu, example_delayed);
}

static void example_exit(void)
{
	if (example_users)
		rcu_barrier();
} // want rcu-barrier "the module goes without rcu_barrier() while RCU may still call example_delayed()"
module_exit(example_exit)
