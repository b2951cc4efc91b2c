using Nabla.Callbacks;
using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Models.Callbacks;

public sealed class BackupAndRestoreTests
{
    static string WithoutStop(bool fromDataset, int? stepsPerEpoch)
    {
        var model = BackupTraining.Made();
        BackupTraining.Fit(model, 4, [], fromDataset, stepsPerEpoch);
        return BackupTraining.Bytes(model);
    }

    [Theory]
    [InlineData(0, 14, false, null)]
    [InlineData(1, 1, false, null)]
    [InlineData(1, 12, false, null)]
    [InlineData(4, 15, false, null)]
    [InlineData(0, 14, true, null)]
    [InlineData(3, 17, true, null)]
    [InlineData(0, 6, false, 4)]
    [InlineData(3, 7, true, 4)]
    public void Training_goes_on_to_the_bit_where_it_was_broken_off(int every, int after, bool fromDataset, int? stepsPerEpoch)
    {
        using var folder = new TemporaryFolder();
        var expected = WithoutStop(fromDataset, stepsPerEpoch);
        SaveFrequency frequency = every == 0 ? "epoch" : every;
        Assert.Throws<OperationCanceledException>(() => BackupTraining.Fit(BackupTraining.Made(), 4, [new BackupAndRestore(folder.File("b"), frequency), new BackupTraining.Stop(after)], fromDataset, stepsPerEpoch));
        var model = BackupTraining.Made();
        // The order of samples goes on as it was, whatever seed is given now.
        BackupTraining.Fit(model, 4, [new BackupAndRestore(folder.File("b"), frequency)], fromDataset, stepsPerEpoch, seed: 99);
        Assert.Equal(expected, BackupTraining.Bytes(model));
        Assert.False(Directory.Exists(folder.File("b")));
    }

    [Fact]
    public void A_cancelled_training_goes_on_from_its_last_step()
    {
        using var folder = new TemporaryFolder();
        var expected = WithoutStop(false, null);
        using var cancel = new CancellationTokenSource();
        BackupTraining.Fit(BackupTraining.Made(), 4, [new BackupAndRestore(folder.File("b")), new BackupTraining.Stop(9, cancel.Cancel)], cancellationToken: cancel.Token);
        var model = BackupTraining.Made();
        BackupTraining.Fit(model, 4, [new BackupAndRestore(folder.File("b"), deleteCheckpoint: false)]);
        Assert.Equal(expected, BackupTraining.Bytes(model));
        Assert.True(File.Exists(folder.File("b/latest.weights.h5")));
    }

    [Fact]
    public void A_damaged_backup_falls_back_on_the_one_before()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<OperationCanceledException>(() => BackupTraining.Fit(BackupTraining.Made(), 4, [new BackupAndRestore(folder.File("b"), doubleCheckpoint: true), new BackupTraining.Stop(14)]));
        var bytes = File.ReadAllBytes(folder.File("b/latest.weights.h5"));
        File.WriteAllBytes(folder.File("b/latest.weights.h5"), bytes[..(bytes.Length / 2)]);
        var model = BackupTraining.Made();
        BackupTraining.Fit(model, 4, [new BackupAndRestore(folder.File("b"), doubleCheckpoint: true)]);
        Assert.Equal(WithoutStop(false, null), BackupTraining.Bytes(model));
        Assert.False(Directory.Exists(folder.File("b")));
    }

    [Fact]
    public void A_backup_of_another_model_is_refused_and_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<OperationCanceledException>(() => BackupTraining.Fit(BackupTraining.Made(), 4, [new BackupAndRestore(folder.File("b"), 1), new BackupTraining.Stop(2)]));
        var other = new Sequential([new Input([5]), new Dense(3)]);
        other.Compile("adam", "mse");
        var before = other.GetWeights()[0].ToArray<float>();
        Assert.Throws<ModelFormatException>(() => other.Fit(Tensor.Zeros([4, 5]), Tensor.Zeros([4, 3]), verbose: Verbosity.Silent, callbacks: [new BackupAndRestore(folder.File("b"))]));
        Assert.Equal(before, other.GetWeights()[0].ToArray<float>());
    }

    [Fact]
    public void Files_of_others_in_the_folder_stay()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("b"));
        File.WriteAllText(folder.File("b/notes.txt"), "mine");
        BackupTraining.Fit(BackupTraining.Made(), 1, [new BackupAndRestore(folder.File("b"))]);
        Assert.Equal(["notes.txt"], Directory.EnumerateFiles(folder.File("b")).Select(Path.GetFileName));
    }
}
