namespace Nabla.Tests.Summaries;

/// <summary>A clock that tells the times it was given, and timers that ring when the test says so.</summary>
sealed class ScriptedTime(params IEnumerable<double> seconds) : TimeProvider
{
    readonly Queue<double> times = new(seconds);
    readonly List<Timer> timers = [];
    double last = 1_700_000_000;

    /// <summary>How many timers were made and not disposed of.</summary>
    public int Timers => timers.Count;

    /// <summary>The period of the last timer.</summary>
    public TimeSpan Period => timers[^1].Period;

    public override DateTimeOffset GetUtcNow()
    {
        if (times.TryDequeue(out var next)) last = next;
        // Whole seconds apart: the product of all would not be exact.
        var whole = Math.Floor(last);
        return DateTimeOffset.UnixEpoch.AddTicks((long)whole * TimeSpan.TicksPerSecond + (long)Math.Round((last - whole) * TimeSpan.TicksPerSecond));
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(timers, () => callback(state), period);
        timers.Add(timer);
        return timer;
    }

    public void Ring()
    {
        foreach (var timer in timers.ToList()) timer.Call();
    }

    sealed class Timer(List<Timer> all, Action call, TimeSpan period) : ITimer
    {
        public TimeSpan Period => period;

        public Action Call => call;

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => all.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
