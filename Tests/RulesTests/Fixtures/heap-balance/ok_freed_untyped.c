#define TREE_6_12
#include <linux/slab.h>
#include <linux/list.h>

/* Freed by a pointer that does not say what it is: by a member, by a helper, and by the address of its first part. */

struct head {
	int refs;
};

struct first {
	int a;
};

struct second {
	int b;
};

struct third {
	struct head head;
	int c;
};

struct message {
	int d;
};

struct owner {
	void *private;
	struct second *second;
	struct head *head;
};

static void drop(void *anything)
{
	kfree(anything);
}

int fill(struct owner *owner)
{
	struct first *first = kzalloc(sizeof(*first), GFP_KERNEL);
	struct second *second = kzalloc(sizeof(*second), GFP_KERNEL);
	struct third *third = kzalloc(sizeof(*third), GFP_KERNEL);

	if (!first || !second || !third) {
		kfree(first);
		kfree(second);
		kfree(third);
		return -12;
	}
	owner->private = first;
	owner->second = second;
	owner->head = &third->head;
	return 0;
}

void clear(struct owner *owner)
{
	kfree(owner->private);
	drop(owner->second);
	kfree(owner->head);
}

void queue(struct owner *owner);

/* Whoever made it takes it back from where others have found it. */
int ask(struct owner *owner)
{
	struct message *message;

	owner->private = kzalloc(sizeof(*message), GFP_KERNEL);
	if (!owner->private)
		return -12;
	message = owner->private;
	message->d = 1;
	queue(owner);
	kfree(owner->private);
	return 0;
}
