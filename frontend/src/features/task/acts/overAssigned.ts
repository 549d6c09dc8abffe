/** What a form of a quantity keeps: the quantity, and the one somebody said to be meant though more was not assigned. */
export interface OverTyped {
  quantity?: number;
  /** Confirmed for this very quantity; another one asks again. */
  over?: number;
}

/** isOver reports whether more is typed than was assigned. */
export function isOver({ quantity }: OverTyped, assigned: number): boolean {
  return quantity !== undefined && quantity > assigned;
}

/** sureQuantity returns the quantity to send; nothing while it is missing, or more than was assigned and not confirmed. */
export function sureQuantity(typed: OverTyped, assigned: number): number | undefined {
  return isOver(typed, assigned) && typed.over !== typed.quantity ? undefined : typed.quantity;
}
