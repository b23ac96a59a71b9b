#define TREE_6_12
#include <linux/pagemap.h>

int box_fill(struct folio *folio);

static int example_fill(struct folio *folio)
{
	return folio->flags ? -EIO : 0;
}

/* Documentation/filesystems/locking.rst: ->read_folio() unlocks the folio, whatever comes of it. */
static int example_read_folio(struct file *file, struct folio *folio)
{
	int err = example_fill(folio);

	if (err)
		return err; // want lock-balance "address_space_operations.read_folio"
	folio_mark_uptodate(folio);
	folio_unlock(folio);
	return 0;
}

const struct address_space_operations example_aops = {
	.read_folio = example_read_folio,
};
