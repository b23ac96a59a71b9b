#define TREE_6_12
#include <linux/slab.h>
#include <linux/kref.h>

struct block {
	struct kref refs;
	int dirty;
};

struct place {
	struct block *block;
};

void block_free(struct kref *refs);
bool is_down(void);

static void block_get(struct block *block)
{
	kref_get(&block->refs);
}

static void block_put(struct block *block)
{
	kref_put(&block->refs, block_free);
}

/* Takes over a share of the block. */
static int block_write(struct place *place)
{
	place->block->dirty = 1;
	block_put(place->block);
	return 0;
}

/* So does this, and takes another for the call. */
int example_mark_dirty(struct place *place)
{
	int err;

	if (is_down()) {
		block_put(place->block);
		return -EIO;
	}
	block_get(place->block);
	err = block_write(place);
	block_put(place->block); // ok double-release
	return err;
}
