namespace Nabla.Callbacks;

/// <summary>Counts batches over epochs, and says when enough have passed. With several steps in one call, numbers jump.</summary>
internal sealed class BatchCount(SaveFrequency frequency)
{
    int since, last;

    /// <summary>The batch seen last, counted from 0 in its epoch.</summary>
    internal int Last => last;

    /// <summary>Whether a save is due after this batch.</summary>
    internal bool IsDue(int batch)
    {
        if (frequency.BatchesOrNull is not { } every)
        {
            return false;
        }

        since += batch <= last ? batch + 1 : batch - last;
        last = batch;
        if (since < every)
        {
            return false;
        }

        since = 0;
        return true;
    }

    /// <summary>A new epoch: its batches are counted from 0 again.</summary>
    internal void EndEpoch() => last = 0;

    /// <summary>Goes on as if these batches of an epoch had just been seen and saved.</summary>
    internal void Resume(int batches) => (since, last) = (0, Math.Max(0, batches - 1));
}
