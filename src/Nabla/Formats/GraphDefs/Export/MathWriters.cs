using Nabla.Operations;

namespace Nabla.Formats.GraphDefs;

/// <summary>Writes reductions, products, softmax and losses, convolution and pooling.</summary>
static class MathWriters
{
    static readonly (string, Protobuf.AttrValue) Tidx = ("Tidx", AttrValues.Of(ElementType.Int32));

    public static bool Write(NodeWriter w) => w.Op switch
    {
        Reduction reduction => Reduced(w, reduction),
        CountPerElement => Counted(w),
        ArgReduction arg => Placed(w, arg),
        MatMul product => Product(w, product),
        Softmax softmax when IsLast(w, softmax.Axis) => w.Give("Softmax", w.T),
        LogSoftmax softmax when IsLast(w, softmax.Axis) => w.Give("LogSoftmax", w.T),
        SoftmaxGradient gradient => w.Compose(x => (x[1] - (x[1] * x[0]).Sum(gradient.Axis, keepDims: true)) * x[0]),
        LogSoftmaxGradient gradient => w.Compose(x => x[1] - (x[0].Exp() * x[1].Sum(gradient.Axis, keepDims: true))),
        LogSumExp sum => w.Compose(x =>
        {
            var most = x[0].Max(sum.Axes, keepDims: true).StopGradient();
            var y = (x[0] - most).Exp().Sum(sum.Axes, keepDims: true).Log() + most;
            return sum.KeepDims ? y : sum.Axes is { } axes ? y.Squeeze(axes) : y.Reshape([]);
        }),
        SoftmaxCrossEntropy when IsMatrix(w) => w.Give("SoftmaxCrossEntropyWithLogits", w.T),
        SparseSoftmaxCrossEntropy when IsMatrix(w) => w.Give("SparseSoftmaxCrossEntropyWithLogits", w.T, ("Tlabels", AttrValues.Of(w.Type(1)))),
        TopK top => w.Give("TopKV2", [w[0], w.Constant("k", Tensor.Constant(top.K))], w.T, ("sorted", AttrValues.Of(true))),
        Unstack unstack when w.Node.Promises.Length > 0 => w.Give("Unpack", w.T, ("num", AttrValues.Of(w.Node.Promises.Length)), ("axis", AttrValues.Of(unstack.Axis))),
        _ => WindowWriters.Write(w),
    };

    static bool IsLast(NodeWriter w, int axis) => axis == -1 || (w.Node.Inputs[0].Shape.IsRankKnown && axis == w.Node.Inputs[0].Rank - 1);

    static bool IsMatrix(NodeWriter w) => w.Node.Inputs[0].Shape is { IsRankKnown: true, Rank: 2 };

    static bool Reduced(NodeWriter w, Reduction reduction)
    {
        // A product over several axes at once has another order than one axis after another.
        if (reduction.Kind == ReduceKind.Prod && (reduction.Axes?.Count ?? (w.Node.Inputs[0].Shape.IsRankKnown ? w.Node.Inputs[0].Rank : 2)) > 1) return false;
        var keep = ("keep_dims", AttrValues.Of(reduction.KeepDims));
        string axes;
        if (reduction.Axes is { } given)
        {
            axes = w.Constant("reduction_indices", given.Select(axis => (long)axis));
        }
        else
        {
            var rank = w.Part("Rank", "Rank", [w[0]], w.T);
            axes = w.Part("range", "Range", [w.Constant("start", Tensor.Constant(0)), rank, w.Constant("delta", Tensor.Constant(1))], Tidx);
        }
        return w.Type() == ElementType.Bool && reduction.Kind is ReduceKind.Any or ReduceKind.All
            ? w.Give(reduction.Kind.ToString(), [w[0], axes], Tidx, keep)
            : w.Give(reduction.Kind.ToString(), [w[0], axes], w.T, Tidx, keep);
    }

    static bool Counted(NodeWriter w)
    {
        var sizes = Enumerable.Range(0, 2).Select(i =>
        {
            var size = w.Part("Size", "Size", [w[i]], ("T", AttrValues.Of(w.Type(i))), ("out_type", AttrValues.Of(ElementType.Int32)));
            return w.Part("Cast", "Cast", [size], ("SrcT", AttrValues.Of(ElementType.Int32)), ("DstT", AttrValues.Of(w.Type())), ("Truncate", AttrValues.Of(false)));
        }).ToList();
        return w.Give("DivNoNan", sizes, w.T);
    }

    static bool Placed(NodeWriter w, ArgReduction arg)
    {
        var type = arg.Largest ? "ArgMax" : "ArgMin";
        var axis = w.Constant("dimension", Tensor.Constant(arg.Axis));
        (string, Protobuf.AttrValue)[] attributes = [w.T, Tidx, ("output_type", AttrValues.Of(w.Node.Promises[0].ElementType))];
        if (!arg.KeepDims) return w.Give(type, [w[0], axis], attributes);
        return w.Give("ExpandDims", [w.Part(type, type, [w[0], axis], attributes), axis], ("T", AttrValues.Of(w.Node.Promises[0].ElementType)), ("Tdim", AttrValues.Of(ElementType.Int32)));
    }

    static bool Product(NodeWriter w, MatMul product)
    {
        var (x, y) = (w.Node.Inputs[0].Shape, w.Node.Inputs[1].Shape);
        if (!x.IsRankKnown || !y.IsRankKnown) return false;
        if (x.Rank == 2 && y.Rank == 2) return w.Give("MatMul", w.T, ("transpose_a", AttrValues.Of(product.TransposeX)), ("transpose_b", AttrValues.Of(product.TransposeY)));
        return x.Rank >= 2 && y.Rank >= 2 && !w.Type().IsComplex && w.Give("BatchMatMulV2", w.T, ("adj_x", AttrValues.Of(product.TransposeX)), ("adj_y", AttrValues.Of(product.TransposeY)));
    }
}
