package org.prmonitor.source.internal.listener;

import java.util.concurrent.CountDownLatch;

/** As stubborn as a listener can be: what it blocks ends when it is released, and by no interrupt. */
final class Blocker {

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    void block() {
        entered.countDown();
        while (true) {
            try {
                released.await();
                return;
            } catch (InterruptedException ignored) {
                // goes on waiting
            }
        }
    }

    void awaitEntered() throws InterruptedException {
        entered.await();
    }

    void release() {
        released.countDown();
    }
}
