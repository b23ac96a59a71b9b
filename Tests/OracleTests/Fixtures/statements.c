/* Every form of statement, each function one knot. Compared with clang's own graph, never run. */
typedef unsigned int u32;
typedef unsigned long size_t;

void die(void) __attribute__((noreturn));
int a(int), b(int), c(int), d(int);
void v(void), w(void);
int *get(void);
void put(int **p);
int use(int *p);
void lock(int *l);
void unlock(int *l);
static inline void guard_end(int **l) { if (*l) unlock(*l); }
static inline int *guard_begin(int *l) { lock(l); return l; }

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define __free __attribute__((cleanup(put)))
#define CONCAT_(x, y) x##y
#define CONCAT(x, y) CONCAT_(x, y)
#define guard(l) int *CONCAT(scope, __LINE__) __attribute__((cleanup(guard_end))) = guard_begin(l)
#define scoped_guard(l) \
	for (int *scope __attribute__((cleanup(guard_end))) = guard_begin(l), *done = 0; !done; done = (void *)1)
#define scoped_cond_guard(fail, l) \
	for (int *scope __attribute__((cleanup(guard_end))) = guard_begin(l), *done = 0; !done; done = (void *)1) \
		if (!scope) fail; else
#define READ_ONCE(x) (*(const volatile typeof(x) *)&(x))
#define WRITE_ONCE(x, val) do { *(volatile typeof(x) *)&(x) = (val); } while (0)
#define WARN_ON(x) ({ int __ret = !!(x); if (unlikely(__ret)) w(); unlikely(__ret); })
#define WAIT(cond) ({ \
	__label__ __out; \
	long __ret = 0; \
	for (;;) { \
		long __int = a(1); \
		if (cond) break; \
		if (__int) { __ret = __int; goto __out; } \
		v(); \
	} \
	w(); \
__out:	__ret; \
})
#define wait_event(cond) ({ int __err = 0; b(0); if (!(cond)) __err = WAIT(cond); __err; })
#define offsetof(t, m) __builtin_offsetof(t, m)
#define container_of(ptr, type, member) ({ \
	void *__mptr = (void *)(ptr); \
	_Static_assert(sizeof(*(ptr)) == sizeof(((type *)0)->member), "one = type"); \
	((type *)(__mptr - offsetof(type, member))); })
struct list { struct list *next, *prev; };
struct node { int value; struct list entry; u32 small : 3, large : 29; union { int i; long l; struct { char x, y; }; }; };
#define list_entry(p, t, m) container_of(p, t, m)
#define list_for_each_entry(pos, head, m) \
	for (pos = list_entry((head)->next, typeof(*pos), m); &pos->m != (head); \
	     pos = list_entry(pos->m.next, typeof(*pos), m))
#define max(x, y) ({ typeof(x) __x = (x); typeof(y) __y = (y); __x > __y ? __x : __y; })

int nested_statement_expressions(int n)
{
	int r = ({ int x = a(n); if (x) return x; if (n == 2) goto out; ({ if (x > 3) goto out; b(x); }); });
	for (;;) {
		r += ({ if (c(r)) break; if (d(r)) continue; a(r); });
		while (({ int y = a(r); if (y == 7) break; y; }))
			b(r);
	}
	return r;
out:
	v();
	return -1;
}

int switch_in_loop(int n)
{
	int i, r = 0;
	for (i = 0; i < n; i++) {
		switch (a(i)) {
		case 1 ... 4:
			if (b(i)) continue;
			r++;
			__attribute__((fallthrough));
		default:
			c(i);
			/* in the middle */
		case 9:
		case 10:
		case 11:
			if (d(i)) break;
			return r;
		case -5 ... -2:
			goto out;
		case 'x':
			{ switch (i) { case 3: continue; case 4: break; default: v(); } }
			w();
		}
		r += i;
	}
out:
	return r;
}

void duff(char *to, const char *from, int count)
{
	int n = (count + 7) / 8;
	switch (count % 8) {
	case 0: do { *to = *from++;
	case 7:      *to = *from++;
	case 6:      *to = *from++;
	case 3:      if (a(n)) continue;
	case 2:      if (b(n)) break;
	case 1:      *to++ = *from++;
		} while (--n > 0);
	}
}

int jumps(int n)
{
	if (n == 1) goto into;
	while (a(n)) {
		if (b(n)) goto out;
into:
		c(n);
		for (; d(n);) {
			if (n == 2) goto again;
			if (n == 3) goto into;
		}
again:		;
	}
	v();
back:
	if (a(0)) goto back;
out:
second:
third:	w();
	if (n == 4) goto second;
	if (n == 5) goto third;
	if (n == 6) goto end;
	return n;
end:	;
	return 0;
}

int cleanups(int n)
{
	int *p __free = get();
	if (a(n)) goto out;
	{
		int *q __free = get();
retry:
		if (b(n)) goto retry;
		if (c(n)) goto out;
		if (d(n)) return use(q);
		for (int i = 0; i < n; i++) {
			int *r __free = get();
			if (i == 1) continue;
			if (i == 2) break;
			if (i == 3) goto retry;
			if (i == 4) goto out;
			if (i == 5) return i;
			use(r);
		}
		do {
			guard(q);
			if (a(3)) continue;
			if (a(4)) break;
			b(5);
		} while (c(6));
	}
	switch (n) {
	case 1: { guard(p); if (a(1)) break; b(1); }
	case 2: { guard(p); return 7; }
	default: break;
	}
out:
	return *p;
}

int scoped(int *l, int n)
{
	scoped_guard(l) {
		if (a(n)) return 1;
		if (b(n)) break;
		if (c(n)) goto out;
		v();
	}
	scoped_cond_guard(return -4, l) { if (d(n)) return 2; w(); }
	return ({ guard(l); a(n); });
out:
	return 0;
}

void loops(int n)
{
	int i;
	do { if (a(n)) continue; if (b(n)) break; v(); } while (c(n));
	do { if (a(n)) break; v(); } while (0);
	do v(); while (0);
	for (i = 0;; i++) if (a(i)) break;
	for (; i;) i = b(i);
	for (i = 3; i; ) i = b(i);
	for (; i; i--) v();
	for (;; i--) if (c(i)) break;
	for (int k = a(1), m = b(2); k < m && c(k); k++, m--) if (k == 3) continue; else v();
	while (i--) ;
	for (i = 0; i < n; i++) ;
	for (; a(i) && b(i) || c(i); ) d(i);
	while (1) { if (a(n)) break; v(); }
	for (;;) { if (b(n)) return; }
}

void forever(int n) { if (a(n)) for (;;) ; while (1) v(); }

#define EVER for (;;)
#define EACH(x, n) for ((x) = 0; (x) < (n); (x)++)
#define DOWN(x) for (; (x); (x)--)
#define IF_FOUND(x, n) EACH(x, n) if (!a(x)) {} else
int macro_loops(int n)
{
	int i;
	EVER { if (a(1)) break; }
	EACH(i, n) { if (b(i)) continue; c(i); }
	DOWN(i) v();
	IF_FOUND(i, n) { d(i); }
	EACH(i, ({ int z = a(n); z; })) v();
	return max(a(1), max(b(2), c(3)));
}

int conditionals(int n, int *p)
{
	int r = n ? a(1) ? b(1) : b(2) : c(1) ? d(1) : d(2);
	r = a(n) ?: b(n) ?: c(n);
	n ? v() : w();
	(a(n) && b(n)) ? v() : (void)c(n);
	r += (v(), a(1), n) ? (b(2), 3) : 4;
	r = !(a(1) && !(b(1) || c(1)));
	r = a(1) && b(1) || c(1);
	return (a(n) ? p : get())[a(2)] + (r ? : d(3));
}

int conditions(int n, int *p)
{
	int x;
	if ((x = a(n)) && (n = b(x)) > 3) v();
	if (!(x = a(n)) || !(p = get())) return x;
	if (!(a(1) && b(2))) v();
	if (!(a(1) || !(b(2) && c(3)))) w(); else v();
	if (likely(a(1) && b(2))) v();
	if (unlikely(!(a(1) || b(2)))) w();
	if (unlikely(!a(1)) && likely(b(2))) w();
	if ((a(1) && b(2)) == c(3)) v();
	if ((v(), a(1))) w();
	if (a(1) ? b(1) : c(1)) v();
	if (WARN_ON(!p || a(*p))) return -1;
	if (unlikely(WARN_ON(b(1)))) return -2;
	while (!(a(1) && b(2)) || c(3)) v();
	do w(); while (!(a(1) || b(2)));
	for (; unlikely(a(1) && b(1)); ) v();
	if (a(1), b(1) && c(1)) v();
	if (({ v(); a(1) && b(1); })) w();
	if (!!a(1)) v();
	if (a(1) && 1 && b(1)) v();
	if (a(1) && 0) w();
	if (a(1) || 1) v();
	if (0 || a(1)) v();
	return !p && a(1) && !b(2);
}

int constants(int n)
{
	if (0) a(1);
	if (1) b(1); else c(1);
	if (sizeof(int) == 8) d(1);
	switch (sizeof(long)) { case 4: a(1); break; case 8: b(1); default: c(1); }
	switch (3) { case 1: a(1); }
	n = __builtin_constant_p(n) ? a(1) : b(1);
	if (__builtin_constant_p(a(7)) && c(1)) d(1);
	n = __builtin_choose_expr(sizeof(int) == 4, a(1), b(1));
	n = _Generic(n, int: a(1), char *: get());
	while (0) a(2);
	return n;
	a(3);
}

int unreached(int n)
{
	if (n) goto live;
	return 0;
	a(1);
	while (b(1)) {
live:
		c(1);
	}
	die();
	return d(1);
}

int no_return(int n)
{
	int *p __free = get();
	if (a(n)) die();
	if (b(n)) __builtin_unreachable();
	n = c(n) ?: (die(), 1);
	return n;
}

enum kind { FIRST, SECOND = 5, THIRD };
int enums(enum kind k)
{
	switch (k) {
		int early;
	case FIRST: early = 3; return a(early);
	case SECOND: return b(1);
	case THIRD: break;
	}
	switch (k) { default: return c(1); case SECOND ... THIRD: ; }
	switch (k) { }
	switch (a(1)) case 3: b(1);
	switch (a(2)) default: c(1);
	return d(1);
}

int initialisers(struct node *n, int count)
{
	struct node x = { .value = a(1), .small = 2, .i = b(1) };
	struct node *y = &(struct node){ .value = c(1) };
	int array[] = { a(1), b(2), [4] = c(3) };
	int vla[a(count)];
	static int once = 5;
	char text[] = "text", *pointer = "text";
	struct node z = *y;
	*n = (struct node){ .value = a(4), .l = 3 };
	n->small = x.small; n->large += 4; n->i = 7; n->x = 'c'; n->y++;
	use((int[]){ a(1), b(1) });
	vla[0] = array[1] = once++;
	--pointer; text[0] |= 4; z.entry.next = &n->entry;
	return vla[0]-- + --array[a(2)] + z.value;
}

int lists(struct list *head, struct node **slot)
{
	struct node *pos;
	list_for_each_entry(pos, head, entry) {
		if (a(pos->value)) continue;
		if (b(pos->value)) break;
		WRITE_ONCE(pos->value, c(1));
	}
	WRITE_ONCE(*slot, pos);
	return READ_ONCE(pos->value) + wait_event(a(2)) + (int)wait_event(READ_ONCE(head->next) == head);
}

int assembly(int n)
{
	int r, s;
	asm volatile("one" ::: "memory");
	asm("two %0 %1" : "=r"(r) : "r"(a(n)));
	asm("three %0" : "+r"(s));
	return r + s;
}

int pointers(int (*f)(int), struct { int (*op)(int, int (*)(int)); } *ops)
{
	int (*local)(int) = a;
	int (*table[2])(int) = { a, &b };
	f(1); (*f)(2); (**f)(3); (&a)(4); local(5); table[1](6); ops->op(7, f);
	(f ? f : a)(8);
	*get() = a(9);
	get()[a(1)] += b(2);
	return ops->op(a(1), local);
}

int old_style(x, y)
	int x;
	char y;
{
	return a(x) + b(y);
}

void void_value(int n) { if (n) return v(); return (void)a(n); }

int attributes(int n)
{
	if (n) __attribute__((unused)) hot: v();
	switch (n) { case 1: __attribute__((fallthrough)); case 2: a(1); __attribute__((fallthrough)); default: ; }
	if (n == 3) goto hot;
	return n;
}
