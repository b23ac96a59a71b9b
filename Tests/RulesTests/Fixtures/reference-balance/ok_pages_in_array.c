#define TREE_6_12
#include <linux/pagemap.h>

#define PAGES 8

struct page *alloc_page(gfp_t flags);
void __free_page(struct page *page);
void put_page(struct page *page);
int call_server(struct page **pages, int count);

static int pages_make(int length, struct page **pages)
{
	struct page **first = pages, *page;
	int count = 0;

	do {
		page = alloc_page(0);
		if (!page)
			goto unwind;
		*pages++ = page;
		count++;
		length -= 4096;
	} while (length > 0);
	return count;

unwind:
	for (; count > 0; count--)
		__free_page(first[count - 1]);
	return -ENOMEM;
}

struct call {
	struct page **pages;
};

/* There are as many rounds as pages. */
int example_send(int length)
{
	struct page *pages[PAGES];
	struct call call = { .pages = pages };
	int count, ret;

	count = pages_make(length, call.pages); // ok reference-balance
	if (count < 0)
		return count;
	ret = call_server(pages, count);
	for (; count > 0; count--)
		put_page(pages[count - 1]);
	return ret;
}
