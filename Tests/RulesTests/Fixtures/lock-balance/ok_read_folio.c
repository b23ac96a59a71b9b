#define TREE_6_12
#include <linux/pagemap.h>

void submit_elsewhere(struct folio *folio);

static int example_read_folio(struct file *file, struct folio *folio)
{
	if (folio->flags) {
		/* Whoever completes the read unlocks. */
		submit_elsewhere(folio);
		return 0;
	}
	folio_mark_uptodate(folio);
	folio_unlock(folio);
	return 0;
}

const struct address_space_operations example_aops = {
	.read_folio = example_read_folio,
};
