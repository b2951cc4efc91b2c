using Nabla.Initializers;
using Nabla.Kernels;
using Nabla.Layers;
using Nabla.Optimizers;
using Xunit;

namespace Nabla.Tests.Tensors;

/// <summary>Nothing needs to be disposed: loops that make tensors run in the memory that they had after their first rounds.</summary>
[Collection(AloneCollection.Name)]
public sealed class MemoryTests
{
    const long Growth = 16L << 20;

    [Fact]
    public void Small_tensors_leave_nothing_behind()
    {
        var x = Tensor.RandomUniform([16], seed: 1);
        StaysFlat(20_000, 200_000, () => x = (x * 0.5f) + 1f);
    }

    [Fact]
    public void Large_tensors_are_made_of_memory_used_before()
    {
        var x = Tensor.RandomUniform([256, 1024], seed: 1);
        StaysFlat(2_000, 2_000, () => _ = x + x);
    }

    [Fact]
    public void Variables_that_are_read_and_written_in_turn_stay_in_their_memory()
    {
        Variable v = new(Tensor.RandomUniform([256, 256], seed: 1));
        StaysFlat(1_000, 2_000, () =>
        {
            var before = v.Value;
            v.Assign(before * 0.5f);
        });
    }

    [Fact]
    public void Tapes_keep_nothing_when_they_are_gone()
    {
        Variable w = new(Tensor.RandomUniform([64, 64], seed: 1));
        var x = Tensor.RandomUniform([64, 64], seed: 2);
        StaysFlat(1_000, 4_000, () =>
        {
            using GradientTape tape = new();
            _ = tape.Gradient(x.MatMul(w).Square().Sum(), w);
        });
    }

    [Fact]
    public void Training_a_network_stays_in_its_memory()
    {
        Sequential model = [new Dense(512, "relu", kernelInitializer: new GlorotUniform(1)), new Dense(10, "softmax", kernelInitializer: new GlorotUniform(2))];
        model.Compile(new RMSprop(), "sparse_categorical_crossentropy", ["accuracy"]);
        Tensor x = Tensor.RandomUniform([128, 784], seed: 1), y = Tensor.RandInt([128], 0, 10, seed: 2);
        StaysFlat(200, 200, () => model.TrainOnBatch(x, y));
    }

    /// <summary>Runs the step until pools are filled, then compares what is alive and what the process holds before and after as many more.</summary>
    /// <remarks>The process holds what other tests left, which may still move: what grows in each of several windows is a leak, what grows in one is not.</remarks>
    static void StaysFlat(int warm, int steps, Action step)
    {
        Repeat(warm, step);
        string? growth = null;
        for (int window = 0; window < 4; window++)
        {
            var before = State();
            Repeat(steps, step);
            var after = State();
            growth = after.Live - before.Live >= 1 << 20 ? $"{after.Live - before.Live:N0} bytes of tensors more are alive after {steps:N0} steps."
                : after.Managed - before.Managed >= Growth ? $"The managed heap grew by {after.Managed - before.Managed:N0} bytes in {steps:N0} steps."
                : after.WorkingSet - before.WorkingSet >= Growth ? $"The working set grew by {after.WorkingSet - before.WorkingSet:N0} bytes in {steps:N0} steps."
                : null;
            if (growth is null)
            {
                return;
            }
        }

        Assert.Fail(growth!);
    }

    static void Repeat(int count, Action step)
    {
        for (int i = 0; i < count; i++)
        {
            step();
        }
    }

    static (long Live, long Managed, long WorkingSet) State()
    {
        for (int i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return (Blocks.LiveBytes, GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }
}
