#define TREE_6_12
#include <linux/slab.h>

struct message {
	void *text;
	int n;
};

static struct message *message_make(int n)
{
	struct message *message = kzalloc(sizeof(*message), GFP_KERNEL);

	if (!message)
		return NULL;
	message->text = kmalloc(n, GFP_KERNEL);
	if (!message->text) {
		kfree(message);
		return NULL;
	}
	message->n = n;
	return message;
}

/* It is there to free messages, and frees their texts only. */
static void message_free(struct message *message)
{
	kfree(message->text); // want heap-balance "but not the object itself"
}

int example_send(int n)
{
	struct message *message = message_make(n);

	if (!message)
		return -ENOMEM;
	message_free(message);
	return 0;
}
