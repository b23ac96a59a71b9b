#define TREE_6_12
#include <linux/kernel.h>
#include <linux/slab.h>

struct transaction {
	refcount_t users;
	int state;
};

struct info {
	struct transaction *running;
};

struct handle {
	struct transaction *transaction;
	struct info *info;
};

static void transaction_put(struct transaction *transaction)
{
	if (refcount_dec_and_test(&transaction->users))
		kfree(transaction);
}

static void handle_end(struct handle *handle)
{
	struct info *info = handle->info;
	struct transaction *transaction = handle->transaction;

	WARN_ON(transaction != info->running);
	transaction_put(transaction);
	kfree(handle);
}

/* The share that was taken here is that of the transaction which the callee knows by another name, too. */
int example_commit(struct handle *handle)
{
	struct transaction *transaction = handle->transaction;
	int state;

	refcount_inc(&transaction->users);
	handle_end(handle);
	state = transaction->state; // ok use-after-release
	transaction_put(transaction);
	return state;
}

struct entry {
	struct transaction *transaction;
};

/* What goes is the entry's share, also where it is of the same transaction. */
static void entry_close(struct entry *entry, struct transaction *transaction)
{
	if (transaction != entry->transaction)
		return;
	transaction_put(entry->transaction);
	kfree(entry);
}

int example_close(struct entry *entry, struct transaction *transaction)
{
	entry_close(entry, transaction);
	return transaction->state; // ok use-after-release
}
