using Nabla.Kernels;
using Xunit;

namespace Nabla.Tests.Kernels;

public sealed class WorkersTests
{
    private const double Much = 1e9;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void EveryPieceRunsExactlyOnce(int threads)
    {
        using Workers.Scope scope = Workers.WithThreads(threads);
        Assert.Equal(threads, Workers.Count);
        for (int pieces = 0; pieces < 300; pieces++)
        {
            int[] counts = new int[pieces];
            Workers.Run(new Counting(counts), pieces, Much);
            Assert.All(counts, static count => Assert.Equal(1, count));
        }
    }

    [Fact]
#pragma warning disable CS8500
    public unsafe void PiecesRunOnSeveralThreadsAtOnce()
    {
        // A pool of the test's own: no other test can hold it, so three pieces must meet on three threads.
        using Barrier barrier = new(3);
        bool[] met = new bool[3];
        Meeting job = new(barrier, met);
        WorkerPool pool = new();
        Assert.True(pool.TryEnter());
        Assert.False(pool.TryEnter());
        pool.Run(&Meet, &job, 3, 2);
        Assert.All(met, Assert.True);
        Assert.True(pool.TryEnter());
    }

    [Fact]
    public void SmallWorkStaysOnTheCaller()
    {
        using Workers.Scope scope = Workers.WithThreads(4);
        for (int repeat = 0; repeat < 200; repeat++)
        {
            int[] threads = new int[16];
            Workers.Run(new Naming(threads), 16, Workers.LeastNanoseconds - 1);
            Assert.All(threads, static id => Assert.Equal(Environment.CurrentManagedThreadId, id));
        }
    }

    [Fact]
    public void ACallFromWithinAPieceRunsItsPiecesOnThatThread()
    {
        using Workers.Scope scope = Workers.WithThreads(4);
        for (int repeat = 0; repeat < 100; repeat++)
        {
            int[] counts = new int[8 * 50];
            Workers.Run(new Nested(counts), 8, Much);
            Assert.All(counts, static count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void ManyCallersAtOnceGetAllTheirPieces()
    {
        Thread[] callers = new Thread[6];
        int wrong = 0;
        for (int c = 0; c < callers.Length; c++)
        {
            int count = 1 + c;
            callers[c] = new Thread(() =>
            {
                using Workers.Scope scope = Workers.WithThreads(count);
                for (int repeat = 0; repeat < 1000; repeat++)
                {
                    int[] counts = new int[1 + (repeat % 40)];
                    Workers.Run(new Counting(counts), counts.Length, Much);
                    if (!counts.All(static n => n == 1))
                    {
                        Interlocked.Increment(ref wrong);
                    }
                }
            });
            callers[c].Start();
        }

        foreach (Thread caller in callers)
        {
            caller.Join();
        }

        Assert.Equal(0, wrong);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void TheExceptionOfTheLowestPieceReachesTheCallerAndThePoolGoesOn(int threads)
    {
        using Workers.Scope scope = Workers.WithThreads(threads);
        for (int repeat = 0; repeat < 50; repeat++)
        {
            InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(static () => Workers.Run(new Failing(), 40, Much));
            Assert.Equal("piece 7", thrown.Message);
            int[] counts = new int[20];
            Workers.Run(new Counting(counts), 20, Much);
            Assert.All(counts, static count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void ACallAllocatesNothing()
    {
        using Workers.Scope scope = Workers.WithThreads(2);
        int[] counts = new int[32];
        Workers.Run(new Counting(counts), 32, Much);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int repeat = 0; repeat < 1000; repeat++)
        {
            Workers.Run(new Counting(counts), 32, Much);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void ScopesNestAndEndOnTheirThreadOnly()
    {
        int usual = Workers.Count;
        using (Workers.WithThreads(5))
        {
            using (Workers.WithThreads(3))
            {
                Assert.Equal(3, Workers.Count);
                int elsewhere = 0;
                Thread other = new(() => elsewhere = Workers.Count);
                other.Start();
                other.Join();
                Assert.Equal(usual, elsewhere);
            }

            Assert.Equal(5, Workers.Count);
        }

        Assert.Equal(usual, Workers.Count);
        Assert.Throws<ArgumentOutOfRangeException>(static () => Workers.WithThreads(0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Workers.WithThreads(257));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("two")]
    [InlineData("1.5")]
    [InlineData("257")]
    public void ABadThreadCountIsNamedInTheError(string text)
    {
        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => Workers.Read(text));
        Assert.Contains($"NABLA_THREADS is '{text}'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheThreadCountIsTheVariableOrTheCores()
    {
        Assert.Equal(3, Workers.Read("3"));
        Assert.Equal(Math.Min(Environment.ProcessorCount, Workers.MaxCount), Workers.Read(null));
        Assert.Equal(Math.Min(Environment.ProcessorCount, Workers.MaxCount), Workers.Read(" "));
    }

#pragma warning disable CS8500 // the job outlives the call, on this frame
    private static unsafe void Meet(void* job, int piece) => (*(Meeting*)job).Run(piece);
#pragma warning restore CS8500

    private readonly struct Counting(int[] counts) : IPieces
    {
        public void Run(int piece) => Interlocked.Increment(ref counts[piece]);
    }

    private readonly struct Meeting(Barrier barrier, bool[] met) : IPieces
    {
        public void Run(int piece) => met[piece] = barrier.SignalAndWait(TimeSpan.FromSeconds(60));
    }

    private readonly struct Naming(int[] threads) : IPieces
    {
        public void Run(int piece) => threads[piece] = Environment.CurrentManagedThreadId;
    }

    private readonly struct Nested(int[] counts) : IPieces
    {
        public void Run(int piece) => Workers.Run(new Inner(counts, piece * 50), 50, Much);
    }

    private readonly struct Inner(int[] counts, int start) : IPieces
    {
        public void Run(int piece) => Interlocked.Increment(ref counts[start + piece]);
    }

    private readonly struct Failing : IPieces
    {
        public void Run(int piece)
        {
            if (piece >= 7 && piece % 2 == 1)
            {
                throw new InvalidOperationException($"piece {piece}");
            }
        }
    }
}
