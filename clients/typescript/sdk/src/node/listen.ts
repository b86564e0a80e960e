/** Calls of what the program gave to be called. */

/** A mistake of the listener's is shown where its author looks, and stops nothing here. */
export function listen<T>(listener: ((value: T) => void) | undefined, value: T): void {
  try {
    listener?.(value);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
