using Nabla.Layers;

namespace Nabla.Benchmarks.Rows;

/// <summary>Residual networks (He, Zhang, Ren and Sun, 2015): pairs of 3 × 3 convolutions with batch normalisation, their input added to what comes out.</summary>
internal sealed class ResidualNetwork
{
    private readonly List<Layer> _layers = [];
    private readonly Func<Tensor, bool, Tensor> _head;
    private readonly List<Func<Tensor, bool, Tensor>> _blocks = [];
    private readonly Func<Tensor, bool, Tensor> _end;

    private ResidualNetwork(Func<ResidualNetwork, Func<Tensor, bool, Tensor>> head, int[] widths, int blocks, int classes)
    {
        _head = head(this);
        for (int stage = 0; stage < widths.Length; stage++)
        {
            for (int block = 0; block < blocks; block++)
            {
                _blocks.Add(Block(widths[stage], stage > 0 && block == 0 ? 2 : 1));
            }
        }

        var (mean, dense) = (Own(new GlobalAveragePooling2D()), Own(new Dense(classes)));
        _end = (x, training) => dense.Call(mean.Call(x, training), training);
    }

    /// <summary>Multiply-adds of one image of 32 × 32 in <see cref="Small"/>.</summary>
    public const double SmallProducts = (1024.0 * 27 * 16) + (6 * 1024.0 * 144 * 16)
        + (256.0 * ((144 + 16) * 32)) + (5 * 256.0 * 288 * 32) + (64.0 * ((288 + 32) * 64)) + (5 * 64.0 * 576 * 64) + 640;

    /// <summary>Multiply-adds of one image of 224 × 224 in <see cref="Large"/>.</summary>
    public const double LargeProducts = (12544.0 * 147 * 64) + (4 * 3136.0 * 576 * 64)
        + (784.0 * ((576 + 64) * 128)) + (3 * 784.0 * 1152 * 128) + (196.0 * ((1152 + 128) * 256)) + (3 * 196.0 * 2304 * 256)
        + (49.0 * ((2304 + 256) * 512)) + (3 * 49.0 * 4608 * 512) + 512_000;

    /// <summary>ResNet-20 for images of 32 × 32, ten classes.</summary>
    public static ResidualNetwork Small() => new(
        net =>
        {
            var first = net.Normalised(16, 3, 1);
            return (x, training) => first(x, training).Relu();
        },
        [16, 32, 64],
        3,
        10);

    /// <summary>ResNet-18 for images of 224 × 224, a thousand classes.</summary>
    public static ResidualNetwork Large() => new(
        net =>
        {
            var (first, pool) = (net.Normalised(64, 7, 2), net.Own(new MaxPooling2D(3, 2, Padding.Same)));
            return (x, training) => pool.Call(first(x, training).Relu(), training);
        },
        [64, 128, 256, 512],
        2,
        1000);

    public IReadOnlyList<Variable> TrainableWeights => [.. _layers.SelectMany(layer => layer.TrainableWeights)];

    /// <summary>The scores of all classes.</summary>
    public Tensor Call(Tensor x, bool training)
    {
        var y = _head(x, training);
        foreach (var block in _blocks)
        {
            y = block(y, training);
        }

        return _end(y, training);
    }

    private Func<Tensor, bool, Tensor> Block(int width, int stride)
    {
        var (first, second) = (Normalised(width, 3, stride), Normalised(width, 3, 1));
        var aside = stride > 1 ? Normalised(width, 1, stride) : null;
        return (x, training) => (second(first(x, training).Relu(), training) + (aside is null ? x : aside(x, training))).Relu();
    }

    private Func<Tensor, bool, Tensor> Normalised(int filters, int taps, int stride)
    {
        var (convolution, normalization) = (Own(new Conv2D(filters, taps, stride, Padding.Same, useBias: false)), Own(new BatchNormalization()));
        return (x, training) => normalization.Call(convolution.Call(x, training), training);
    }

    private T Own<T>(T layer)
        where T : Layer
    {
        _layers.Add(layer);
        return layer;
    }
}
