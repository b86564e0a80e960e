package supportchat

import "sync"

// A pipe leads from the line, which never waits, to a reader, who may be slow. How much it may hold is for whoever fills it.
type pipe[T any] struct {
	mu    sync.Mutex
	queue []T
	// An item has left the queue, and the reader does not have it yet.
	inHand  bool
	ended   bool
	changed chan struct{}
}

func newPipe[T any]() *pipe[T] {
	return &pipe[T]{changed: make(chan struct{}, 1)}
}

// put adds an item and returns how many are held now.
func (p *pipe[T]) put(item T) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.ended {
		p.queue = append(p.queue, item)
		signal(p.changed)
	}
	return p.held()
}

// putLatest adds an item. Where that makes more than most of them, the oldest is dropped.
func (p *pipe[T]) putLatest(item T, most int) {
	if p.put(item) > most {
		p.take(false)
	}
}

// end says that nothing more comes: the reader gets what is held, and then the end.
func (p *pipe[T]) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ended = true
	signal(p.changed)
}

// run delivers items until the end, until stop is closed, or until deliver returns false. After each it tells how many are still held.
func (p *pipe[T]) run(stop <-chan struct{}, deliver func(T) bool, delivered func(left int)) {
	for {
		select {
		case <-stop:
			return
		default:
		}
		item, ok, ended := p.take(true)
		switch {
		case ok:
			if !deliver(item) {
				return
			}
			delivered(p.handed())
		case ended:
			return
		default:
			select {
			case <-p.changed:
			case <-stop:
				return
			}
		}
	}
}

// take removes the oldest item.
func (p *pipe[T]) take(intoHand bool) (item T, ok, ended bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.queue) == 0 {
		return item, false, p.ended
	}
	var none T
	item, p.queue[0] = p.queue[0], none
	p.queue = p.queue[1:]
	p.inHand = p.inHand || intoHand
	return item, true, false
}

// handed notes that what was in hand is delivered, and returns how many are still held.
func (p *pipe[T]) handed() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.inHand = false
	return p.held()
}

func (p *pipe[T]) held() int {
	if p.inHand {
		return len(p.queue) + 1
	}
	return len(p.queue)
}

// signal wakes whoever waits on a channel of capacity one, now or next.
func signal(changed chan<- struct{}) {
	select {
	case changed <- struct{}{}:
	default:
	}
}
