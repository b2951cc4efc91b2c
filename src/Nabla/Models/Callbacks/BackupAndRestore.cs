using Nabla.Models.Saving;

namespace Nabla.Callbacks;

/// <summary>Keeps a training safe from interruption: the next <c>Fit</c> with the same folder, in this process or another, goes on where the last backup was made.</summary>
/// <param name="backupDir">A folder for this training alone.</param>
/// <param name="saveFreq"><c>"epoch"</c>, or after how many batches.</param>
/// <param name="doubleCheckpoint">Whether the backup before is kept too, for the case that a file is damaged later.</param>
/// <param name="deleteCheckpoint">Whether the backup goes when the training has ended.</param>
/// <remarks>
/// <para>It holds weights, optimizer, random states, and how far the data was read; training that goes on ends with the same bytes as if it had not stopped. The rest must be the same again: data, model and arguments.
/// Where the order of samples is decided by <c>Fit</c>, its seed is kept; a data set that shuffles needs a seed of its own. The figures of an epoch that was broken off are over the rest of it. Other callbacks begin afresh.</para>
/// <para>A training that its cancellation token ends counts as interrupted: the backup is made at that step, and stays.</para>
/// </remarks>
public sealed class BackupAndRestore(string backupDir, SaveFrequency saveFreq = default, bool doubleCheckpoint = false, bool deleteCheckpoint = true) : Callback
{
    readonly TrainingBackup backup = new(backupDir, doubleCheckpoint);
    readonly BatchCount count = new(saveFreq);
    ResumePoint? resumed;
    int epoch, batches;

    internal override ResumePoint? ResumeAt => resumed;

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        resumed = backup.Restore(Model);
        if (resumed is { } point)
        {
            (epoch, batches) = (point.Epoch, point.Batches);
            count.Resume(batches);
        }
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch)
    {
        batches = resumed is { } point && point.Epoch == epoch ? point.Batches : 0;
        this.epoch = epoch;
    }

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, IReadOnlyDictionary<string, double> logs)
    {
        batches = batch + 1;
        if (count.IsDue(batch))
        {
            backup.Save(Model, new(epoch, batches, Seed));
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, IDictionary<string, double> logs)
    {
        if (WasCancelled)
        {
            backup.Save(Model, new(epoch, batches, Seed));
            return;
        }

        count.EndEpoch();
        (this.epoch, batches) = (epoch + 1, 0);
        if (saveFreq.BatchesOrNull is null)
        {
            backup.Save(Model, new(epoch + 1, 0, Seed));
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(IReadOnlyDictionary<string, double> logs)
    {
        resumed = null;
        if (deleteCheckpoint && !WasCancelled)
        {
            backup.Delete();
        }
    }

    // After going on, the seed is that of the training that was interrupted.
    long? Seed => resumed?.Seed ?? Plan.Seed;
}
