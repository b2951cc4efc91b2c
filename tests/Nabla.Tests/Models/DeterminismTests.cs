using Nabla.Initializers;
using Nabla.Kernels;
using Nabla.Layers;
using Nabla.Optimizers;
using Xunit;

namespace Nabla.Tests.Models;

/// <summary>Equal seeds give equal bits, whatever the number of threads.</summary>
[Collection(AloneCollection.Name)]
public sealed class DeterminismTests
{
    const int Samples = 300;

    [Theory]
    [InlineData("sgd")]
    [InlineData("rmsprop")]
    [InlineData("adam")]
    public void Training_gives_the_same_weights_on_any_number_of_threads(string optimizer)
    {
        using (Workers.WithThreads(1))
        {
            float[][] one = Seeded(optimizer, seed: 1);
            foreach (int threads in new[] { 2, 4, 8 })
            {
                using (Workers.WithThreads(threads))
                {
                    Same(one, Seeded(optimizer, seed: 1));
                }
            }
        }
    }

    [Fact]
    public void Other_seeds_give_other_weights() => Assert.NotEqual(Bits(Seeded("sgd", seed: 1)[0]), Bits(Seeded("sgd", seed: 2)[0]));

    [Fact]
    public void The_global_seed_decides_weights_dropout_and_order()
    {
        SeedGenerator.SetGlobal(7);
        float[][] first = Unseeded();
        SeedGenerator.SetGlobal(7);
        float[][] second = Unseeded();
        SeedGenerator.SetGlobal(8);
        float[][] third = Unseeded();
        Same(first, second);
        Assert.NotEqual(Bits(first[0]), Bits(third[0]));
    }

    [Fact]
    public void Training_starts_from_where_it_was_left()
    {
        // Two epochs at once, and one after the other with the same optimizer, make the same steps.
        float[][] Run(int times, int epochs)
        {
            var model = Model(new Adam(), seed: 3);
            for (int i = 0; i < times; i++)
            {
                model.Fit(Images(), Labels(), batchSize: 100, epochs: epochs, shuffle: false, verbose: Verbosity.Silent);
            }

            return Weights(model);
        }

        Same(Run(1, 2), Run(2, 1));
    }

    // Wide enough that products, sums, maps and the optimizer all hand work to other threads; the last batch is smaller.
    static float[][] Seeded(Optimizer optimizer, int seed)
    {
        var model = Model(optimizer, seed);
        model.Fit(Images(), Labels(), batchSize: 128, epochs: 2, seed: seed, verbose: Verbosity.Silent);
        return Weights(model);
    }

    static float[][] Unseeded()
    {
        Sequential model = [new Dense(32, "relu"), new Dropout(0.3), new Dense(10, "softmax")];
        model.Compile("rmsprop", "sparse_categorical_crossentropy");
        model.Fit(Tensor.RandomNormal([64, 20]), Tensor.RandInt([64], 0, 10), batchSize: 16, epochs: 2, verbose: Verbosity.Silent);
        return Weights(model);
    }

    static Sequential Model(Optimizer optimizer, int seed)
    {
        Sequential model = [new Dense(256, "relu", kernelInitializer: new GlorotUniform(seed)), new Dropout(0.2, seed: seed), new Dense(10, "softmax", kernelInitializer: new GlorotUniform(seed + 1))];
        model.Compile(optimizer, "sparse_categorical_crossentropy", ["accuracy"]);
        return model;
    }

    static Tensor Images() => Tensor.RandomUniform([Samples, 784], seed: 11);

    static Tensor Labels() => Tensor.RandInt([Samples], 0, 10, seed: 12);

    static float[][] Weights(Model model) => [.. model.GetWeights().Select(w => w.ToArray<float>())];

    static void Same(float[][] expected, float[][] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.All(expected[i], number => Assert.True(float.IsFinite(number)));
            Assert.Equal(Bits(expected[i]), Bits(actual[i]));
        }
    }

    static int[] Bits(float[] numbers) => [.. numbers.Select(BitConverter.SingleToInt32Bits)];
}
