#ifndef _LINUX_PAGEMAP_H
#define _LINUX_PAGEMAP_H

#include <linux/fs.h>

#define FGP_LOCK 0x00000002
#define FGP_CREAT 0x00000004

struct folio {
	unsigned long flags;
};

struct page;

struct address_space_operations {
	int (*read_folio)(struct file *file, struct folio *folio);
};

struct folio *__filemap_get_folio(struct address_space *mapping, unsigned long index, unsigned int flags, gfp_t gfp);
void folio_unlock(struct folio *folio);
void folio_put(struct folio *folio);
void folio_mark_uptodate(struct folio *folio);

#endif
