using Nabla.Kernels;
using Nabla.Optimizers;
using Xunit;

namespace Nabla.Tests.Optimizers;

/// <summary>Each optimizer against its formula on plain numbers.</summary>
public sealed class OptimizerFormulaTests
{
    const double Rate = 0.05;

    [Fact]
    public void SGD() => Check(new SGD(Rate), (w, g, _, _) => w - (Rate * g));

    [Fact]
    public void SGD_with_momentum() => Check(new SGD(Rate, 0.9), (w, g, s, _) => w + (s[0] = (0.9 * s[0]) - (Rate * g)));

    [Fact]
    public void SGD_with_Nesterov_momentum() => Check(new SGD(Rate, 0.9, nesterov: true), (w, g, s, _) => w + (0.9 * (s[0] = (0.9 * s[0]) - (Rate * g))) - (Rate * g));

    [Fact]
    public void RMSprop() => Check(new RMSprop(Rate), (w, g, s, _) => w - (Rate * g / Math.Sqrt((s[0] = (0.9 * s[0]) + (0.1 * g * g)) + 1e-7)));

    [Fact]
    public void RMSprop_centered_with_momentum() => Check(new RMSprop(Rate, 0.9, 0.8, 0.01, true), (w, g, s, _) =>
    {
        s[0] = (0.9 * s[0]) + (0.1 * g * g);
        s[1] = (0.9 * s[1]) + (0.1 * g);
        s[2] = (0.8 * s[2]) + (Rate * g / Math.Sqrt(s[0] - (s[1] * s[1]) + 0.01));
        return w - s[2];
    });

    [Fact]
    public void Adagrad() => Check(new Adagrad(Rate), (w, g, s, t) => w - (Rate * g / Math.Sqrt((s[0] = (t == 1 ? 0.1 : s[0]) + (g * g)) + 1e-7)));

    [Fact]
    public void Adadelta() => Check(new Adadelta(Rate), (w, g, s, _) =>
    {
        s[0] = (0.95 * s[0]) + (0.05 * g * g);
        double d = Math.Sqrt(s[1] + 1e-7) / Math.Sqrt(s[0] + 1e-7) * g;
        s[1] = (0.95 * s[1]) + (0.05 * d * d);
        return w - (Rate * d);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Adam(bool amsgrad) => Check(new Adam(Rate, 0.9, 0.8, amsgrad: amsgrad), (w, g, s, t) =>
    {
        s[0] += 0.1 * (g - s[0]);
        s[1] += 0.2 * ((g * g) - s[1]);
        s[2] = Math.Max(amsgrad ? s[2] : 0, s[1]);
        return w - (Rate * Math.Sqrt(1 - Math.Pow(0.8, t)) / (1 - Math.Pow(0.9, t)) * s[0] / (Math.Sqrt(s[2]) + 1e-7));
    });

    [Fact]
    public void AdamW_decays_before_the_step() => Check(new AdamW(Rate, 0.1), (w, g, s, t) =>
    {
        w -= w * 0.1 * Rate;
        s[0] += 0.1 * (g - s[0]);
        s[1] += 0.001 * ((g * g) - s[1]);
        return w - (Rate * Math.Sqrt(1 - Math.Pow(0.999, t)) / (1 - Math.Pow(0.9, t)) * s[0] / (Math.Sqrt(s[1]) + 1e-7));
    });

    [Fact]
    public void Adamax() => Check(new Adamax(Rate), (w, g, s, t) =>
    {
        s[0] += 0.1 * (g - s[0]);
        s[1] = Math.Max(0.999 * s[1], Math.Abs(g));
        return w - (Rate / (1 - Math.Pow(0.9, t)) * s[0] / (s[1] + 1e-7));
    });

    [Fact]
    public void Nadam() => Check(new Nadam(Rate), (w, g, s, t) =>
    {
        double now = 0.9 * (1 - (0.5 * Math.Pow(0.96, t))), next = 0.9 * (1 - (0.5 * Math.Pow(0.96, t + 1)));
        s[0] += 0.1 * (g - s[0]);
        s[1] += 0.001 * ((g * g) - s[1]);
        s[2] = (t == 1 ? 1 : s[2]) * now;
        double ahead = (next * s[0] / (1 - (s[2] * next))) + ((1 - now) * g / (1 - s[2]));
        return w - (Rate * ahead / (Math.Sqrt(s[1] / (1 - Math.Pow(0.999, t))) + 1e-7));
    });

    [Fact]
    public void Nadam_corrects_its_mean_in_the_rounding_that_made_it()
    {
        // Of a constant gradient the corrected squares are exactly its square at the first step: the rest is what looks ahead.
        var w = new Variable(Tensor.Constant(new[] { -5f, -2 }));
        new Nadam(0.3).Apply([Tensor.Constant(new[] { -1f, -8 })], [w]);
        Assert.Equal([-4.681163787841797f, -1.6811636686325073f], w.ToArray<float>());
        foreach (var type in new[] { ElementType.Float16, ElementType.BFloat16 })
        {
            var narrow = new Variable(Tensor.Constant(new[] { -5f, -2 }).Cast(type));
            new Nadam(0.3).Apply([Tensor.Constant(new[] { -1f, -8 }).Cast(type)], [narrow]);
            Assert.All(narrow.Value.Cast(ElementType.Float32).ToArray<float>().Zip(w.ToArray<float>()), pair => Assert.Equal(pair.Second, pair.First, 0.05));
        }
    }

    [Fact]
    public void Lion() => Check(new Lion(Rate), (w, g, s, _) =>
    {
        w -= Rate * Math.Sign((0.9 * s[0]) + (0.1 * g));
        s[0] = (0.99 * s[0]) + (0.01 * g);
        return w;
    });

    [Fact]
    public void Ftrl() => Check(new Ftrl(Rate, l1RegularizationStrength: 0.01, l2RegularizationStrength: 0.02, l2ShrinkageRegularizationStrength: 0.03, beta: 0.04), (w, g, s, t) =>
    {
        double before = t == 1 ? 0.1 : s[0], rate = (float)Rate;
        s[0] = before + (g * g);
        s[1] += g + (0.06 * w) - ((Math.Sqrt(s[0]) - Math.Sqrt(before)) / rate * w);
        return (Math.Clamp(s[1], -0.01, 0.01) - s[1]) / ((Math.Sqrt(s[0]) / rate) + (2 * (0.02 + (0.04 / (2 * rate)))));
    });

    [Fact]
    public void Lamb_scales_the_step_to_the_length_of_the_variable()
    {
        var w = new Variable(Tensor.Constant(new[] { 3.0, 4 }));
        new Lamb(0.1).Apply([Tensor.Constant(new[] { 2.0, -2 })], [w]);
        // At the first step u is the sign of the gradient, of length √2.
        double step = 0.1 * 5 / Math.Sqrt(2);
        Assert.Equal(3 - step, w.ToArray<double>()[0], 1e-5);
        Assert.Equal(4 + step, w.ToArray<double>()[1], 1e-5);
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("rmsprop")]
    [InlineData("adam")]
    [InlineData("nadam")]
    public void Every_number_of_threads_gives_the_same_bits(string name)
    {
        var runs = new List<float[]>();
        foreach (int threads in new[] { 1, 2, 4 })
        {
            using (Workers.WithThreads(threads))
            {
                var w = new Variable(Tensor.RandomNormal([200_000], seed: 1));
                Optimizer optimizer = name;
                for (int step = 0; step < 3; step++)
                {
                    optimizer.Apply([Tensor.RandomNormal([200_000], seed: step)], [w]);
                }

                runs.Add(w.ToArray<float>());
            }
        }

        Assert.All(runs, run => Assert.Equal(runs[0], run));
    }

    [Fact]
    public void A_step_has_the_bits_of_its_operations()
    {
        var start = Tensor.RandomNormal([1003], seed: 1);
        var g = Tensor.RandomNormal([1003], seed: 2);
        var w = new Variable(start);
        new RMSprop(0.01).Apply([g], [w]);
        var v = (start.ZerosLike() * 0.9) + (g * g * (1 - 0.9));
        Assert.Equal((start - (g * Tensor.Constant(0.01f) / (v + 1e-7).Sqrt())).ToArray<float>(), w.ToArray<float>());
    }

    /// <summary>Five steps of a float64 vector; the rate is float32, as in Keras.</summary>
    static void Check(Optimizer optimizer, Func<double, double, double[], int, double> formula)
    {
        double[] expected = [1, -2, 0.5, 0], slots = new double[12];
        var w = new Variable(Tensor.Constant(expected));
        for (int t = 1; t <= 5; t++)
        {
            double[] g = [0.3 * t, -0.1, 2.0 / t, t % 2 == 0 ? -1 : 1];
            optimizer.Apply([Tensor.Constant(g)], [w]);
            for (int i = 0; i < expected.Length; i++)
            {
                var own = slots[(3 * i)..((3 * i) + 3)];
                expected[i] = formula(expected[i], g[i], own, t);
                own.CopyTo(slots, 3 * i);
            }

            Assert.All(expected.Zip(w.ToArray<double>()), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
        }
    }
}
