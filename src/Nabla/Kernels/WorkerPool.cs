using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Nabla.Kernels;

/// <summary>Threads that take the pieces of one job at a time.</summary>
/// <remarks>The ticket holds the job's generation (high half) and how many pieces nobody has taken yet (low half). Taking a piece is one
/// compare-and-swap of the ticket. It can only succeed while its job is open, and a job's description changes only when no
/// piece of it is left; so a description read before a successful swap is that job's.</remarks>
internal sealed unsafe class WorkerPool
{
    private static readonly long s_spin = Stopwatch.Frequency / 20_000; // 50 µs

    private readonly Lock _growing = new();
    private readonly object _done = new();
    private volatile Worker[] _workers = [];
    private ExceptionDispatchInfo? _failure;
    private int _failedPiece;
    private Board _board;

    public static WorkerPool Shared { get; } = new();

    /// <summary>Takes the pool for one job; false while another has it.</summary>
    public bool TryEnter() => Volatile.Read(ref _board.Busy) == 0 && Interlocked.CompareExchange(ref _board.Busy, 1, 0) == 0;

    /// <summary>Runs the job on the caller and up to <paramref name="helpers"/> threads; gives the pool back.</summary>
    public void Run(delegate*<void*, int, void> function, void* job, int pieces, int helpers)
    {
        try
        {
            Grow(helpers);
            _board.Function = function;
            _board.Job = job;
            _board.Pieces = pieces;
            _board.Helpers = helpers;
            _failedPiece = int.MaxValue;
            Volatile.Write(ref _board.Pending, pieces);
            long generation = (_board.Ticket >> 32) + 1;
            Interlocked.Exchange(ref _board.Ticket, (generation << 32) | (uint)pieces);
            Wake(0);
            while (TryPiece(index: -1))
            {
            }

            AwaitLast();
        }
        finally
        {
            ExceptionDispatchInfo? failure = _failure;
            _failure = null;
            Volatile.Write(ref _board.Busy, 0);
            failure?.Throw();
        }
    }

    private bool TryPiece(int index)
    {
        while (true)
        {
            long ticket = Volatile.Read(ref _board.Ticket);
            int left = (int)ticket;
            if (left == 0)
            {
                return false;
            }

            delegate*<void*, int, void> function = _board.Function;
            void* job = _board.Job;
            int pieces = _board.Pieces;
            if (index >= _board.Helpers)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _board.Ticket, ticket - 1, ticket) != ticket)
            {
                continue;
            }

            try
            {
                function(job, pieces - left);
            }
            catch (Exception exception)
            {
                Keep(exception, pieces - left);
            }

            if (Interlocked.Decrement(ref _board.Pending) == 0 && Volatile.Read(ref _board.CallerSleeps))
            {
                lock (_done)
                {
                    Monitor.Pulse(_done);
                }
            }

            return true;
        }
    }

    private void Keep(Exception exception, int piece)
    {
        lock (_done)
        {
            if (piece < _failedPiece)
            {
                _failedPiece = piece;
                _failure = ExceptionDispatchInfo.Capture(exception);
            }
        }
    }

    private void AwaitLast()
    {
        long start = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref _board.Pending) != 0)
        {
            if (Stopwatch.GetTimestamp() - start < s_spin)
            {
                Thread.SpinWait(4);
                continue;
            }

            lock (_done)
            {
                Volatile.Write(ref _board.CallerSleeps, true);
                Interlocked.MemoryBarrier();
                while (Volatile.Read(ref _board.Pending) != 0)
                {
                    Monitor.Wait(_done);
                }

                Volatile.Write(ref _board.CallerSleeps, false);
            }
        }
    }

    private void Work(int index)
    {
        long generation = 0;
        while (true)
        {
            long start = Stopwatch.GetTimestamp();
            do
            {
                if (!IsOpenFor(index))
                {
                    Thread.SpinWait(4);
                    continue;
                }

                // Sleepers are woken as a tree, so that the caller pays for one of them only.
                long seen = Volatile.Read(ref _board.Ticket) >> 32;
                if (seen != generation)
                {
                    generation = seen;
                    Wake((2 * index) + 1);
                    Wake((2 * index) + 2);
                }

                while (TryPiece(index))
                {
                    start = Stopwatch.GetTimestamp();
                }
            }
            while (Stopwatch.GetTimestamp() - start < s_spin);

            _workers[index].Sleep(this);
        }
    }

    private bool IsOpenFor(int index) => (int)Volatile.Read(ref _board.Ticket) != 0 && index < Volatile.Read(ref _board.Helpers);

    private void Wake(int index)
    {
        if (index < Volatile.Read(ref _board.Helpers))
        {
            _workers[index].Wake();
        }
    }

    private void Grow(int helpers)
    {
        if (_workers.Length >= helpers)
        {
            return;
        }

        lock (_growing)
        {
            int former = _workers.Length;
            Worker[] workers = [.. _workers, .. Enumerable.Range(former, helpers - former).Select(static k => new Worker(k))];
            _workers = workers;
            for (int i = former; i < helpers; i++)
            {
                int index = i;
                new Thread(() => Work(index)) { IsBackground = true, Name = $"Nabla worker {index + 1}" }.UnsafeStart();
            }
        }
    }

    /// <summary>What threads read and write of the current job; the contended words lie on cache lines of their own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 512)]
    private struct Board
    {
        [FieldOffset(128)]
        public delegate*<void*, int, void> Function;

        [FieldOffset(136)]
        public void* Job;

        [FieldOffset(144)]
        public int Pieces;

        [FieldOffset(148)]
        public int Helpers;

        [FieldOffset(152)]
        public int Busy;

        [FieldOffset(156)]
        public bool CallerSleeps;

        [FieldOffset(256)]
        public long Ticket;

        [FieldOffset(384)]
        public int Pending;
    }

    /// <summary>One thread's bed.</summary>
    private sealed class Worker(int index)
    {
        private bool _sleeps;

        public void Sleep(WorkerPool pool)
        {
            lock (this)
            {
                Volatile.Write(ref _sleeps, true);
                Interlocked.MemoryBarrier(); // a job published before this is seen below; one published after it sees the flag
                while (_sleeps && !pool.IsOpenFor(index))
                {
                    Monitor.Wait(this);
                }

                Volatile.Write(ref _sleeps, false);
            }
        }

        public void Wake()
        {
            if (Volatile.Read(ref _sleeps))
            {
                lock (this)
                {
                    _sleeps = false;
                    Monitor.Pulse(this);
                }
            }
        }
    }
}
