#define TREE_6_12
#include <linux/pagemap.h>

int example_touch(struct address_space *mapping, unsigned long index)
{
	struct folio *folio = __filemap_get_folio(mapping, index, FGP_LOCK | FGP_CREAT, 0); // want lock-balance "__filemap_get_folio"

	if (IS_ERR(folio))
		return -ENOMEM;
	if (folio->flags) {
		folio_put(folio);
		return -EIO; // note "returns here"
	}
	folio_unlock(folio);
	folio_put(folio);
	return 0;
}

/* Without FGP_LOCK it comes unlocked. */
int example_look(struct address_space *mapping, unsigned long index)
{
	struct folio *folio = __filemap_get_folio(mapping, index, 0, 0);

	if (IS_ERR(folio))
		return -EIO;
	folio_put(folio);
	return 0;
}
