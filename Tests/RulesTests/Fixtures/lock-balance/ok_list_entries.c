#define TREE_6_12
#include <linux/channel_list.h>

int example_sum(struct hub *hub)
{
	struct channel *channel;
	int i, sum = 0;

	for (channel = next_channel(&hub->channels); &channel->entry != &hub->channels; channel = next_channel(&channel->entry)) {
		spin_lock(&channel->lock); // ok lock-balance
		for (i = 0; i < SLOTS; i++)
			sum += channel->slots[i];
		spin_unlock(&channel->lock);
	}
	return sum;
}

/* All are taken, and all are given back. */
void example_all(struct hub *hub)
{
	struct channel *channel;

	for (channel = next_channel(&hub->channels); &channel->entry != &hub->channels; channel = next_channel(&channel->entry))
		spin_lock(&channel->lock); // ok lock-balance
	for (channel = next_channel(&hub->channels); &channel->entry != &hub->channels; channel = next_channel(&channel->entry))
		spin_unlock(&channel->lock);
}

/* Hand over hand: the next is taken before the last is given back. */
void example_walk(struct hub *hub)
{
	struct channel *channel = next_channel(&hub->channels), *next;

	spin_lock(&channel->lock); // ok lock-balance
	while (channel->slots[0]) {
		next = next_channel(&channel->entry);
		spin_lock(&next->lock); // ok lock-balance
		spin_unlock(&channel->lock);
		channel = next;
	}
	spin_unlock(&channel->lock);
}
