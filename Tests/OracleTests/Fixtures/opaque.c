/* The forms whose edges the lowering leaves open. */
int a(int), c(int), d(int);
void v(void);

int interpreter(const char *code)
{
	static void *const table[] = { &&halt, &&add, &&loop };
	int value = 0;
	goto *table[*code++];
add:	value += a(1);
	goto *table[*code++];
loop:	if (a(value)) goto add;
halt:	return value;
}

int assembly_goto(int n)
{
	asm goto("jump %l1" : : "r"(n) : : first, second);
	v();
first:
	c(n);
second:
	return d(n);
}
