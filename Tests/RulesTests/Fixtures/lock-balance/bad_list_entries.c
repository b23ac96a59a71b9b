#define TREE_6_12
#include <linux/channel_list.h>

/* After the last entry nobody can name the locks any more. */
void example_clear(struct hub *hub)
{
	struct channel *channel;
	int i;

	for (channel = next_channel(&hub->channels); &channel->entry != &hub->channels; channel = next_channel(&channel->entry)) {
		spin_lock(&channel->lock); // want lock-balance "spin_lock"
		for (i = 0; i < SLOTS; i++)
			channel->slots[i] = 0;
	}
}

/* What comes behind a loop that counts is looked at like all else. */
void example_count(struct hub *hub)
{
	struct channel *channel;
	int i;

	for (channel = next_channel(&hub->channels); &channel->entry != &hub->channels; channel = next_channel(&channel->entry)) {
		spin_lock(&channel->lock);
		for (i = 0; i < SLOTS; i++)
			channel->slots[i]++;
		spin_unlock(&channel->lock);
		spin_unlock(&channel->lock); // want lock-balance "has released it before"
	}
}

int example_find(struct hub *hub, int n)
{
	struct channel *channel = next_channel(&hub->channels);
	int i;

	spin_lock(&channel->lock); // want lock-balance "spin_lock"
	for (i = 0; i < SLOTS; i++) {
		if (channel->slots[i] == n)
			break;
	}
	if (i == SLOTS)
		return -ENOENT;
	spin_unlock(&channel->lock);
	return i;
}
