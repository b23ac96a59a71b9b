#define TREE_6_12
#include <linux/slab.h>

struct layer {
	int n;
};

struct stack {
	struct layer *upper;
	bool has_upper;
};

/* Whoever knows that there is an upper layer need not ask again. */
static struct layer *stack_upper(struct stack *stack)
{
	return stack->has_upper ? stack->upper : NULL;
}

int example_first(struct stack *stack)
{
	struct layer *upper = stack_upper(stack);

	return upper ? upper->n : 0;
}

int example_second(struct stack *stack)
{
	struct layer *upper = stack_upper(stack);

	if (!upper)
		return -ENOENT;
	return upper->n;
}

void example_raise(struct stack *stack)
{
	struct layer *upper = stack_upper(stack);

	upper->n++; // ok unchecked-pointer
}
