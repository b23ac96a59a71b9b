#ifndef _LINUX_CHANNEL_LIST_H
#define _LINUX_CHANNEL_LIST_H

#include <linux/list.h>

/* A list of which each entry has a lock. */
#define SLOTS 64

struct channel {
	struct list_head entry;
	spinlock_t lock;
	int slots[SLOTS];
};

struct hub {
	struct list_head channels;
};

#define next_channel(at) container_of((at)->next, struct channel, entry)

#endif
