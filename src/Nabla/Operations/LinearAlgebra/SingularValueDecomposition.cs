using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>x = U · diag(s) · Vᵀ of each matrix: s ≥ 0 in descending order, columns of U and V at right angles and of length 1.</summary>
/// <remarks>Shapes: […, m, n] → s […, k], U […, m, k], V […, n, k] with k = min(m, n). Computed in float64. Gradients of s are always finite;
/// those of U and V are infinite or NaN where singular values are equal or 0. NaN and infinities give NaN.</remarks>
internal sealed record SingularValueDecomposition : Op
{
    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
    {
        var (type, shape) = (x[0].ElementType, x[0].Shape);
        if (!type.IsFloating)
        {
            throw new ElementTypeException($"SingularValues: a {type.Name} tensor: it needs real numbers. Cast it first.");
        }

        if (shape.Rank < 2)
        {
            throw new ShapeException($"SingularValues: a tensor of shape {shape}: matrices are expected, 2 axes at least. Add an axis with ExpandDims.");
        }

        long m = shape.Lengths[^2], n = shape.Lengths[^1], k = m == Shape.Unknown || n == Shape.Unknown ? Shape.Unknown : Math.Min(m, n);
        var batch = shape[..^2];
        return [new(type, batch.Concat(new([k]))), new(type, batch.Concat(new([m, k]))), new(type, batch.Concat(new([n, k])))];
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var x = context[0];
        int m = (int)x.Shape[^2], n = (int)x.Shape[^1], k = Math.Min(m, n);
        double[] all = x.Cast(ElementType.Float64).ToArray<double>();
        long count = x.Shape[..^2].Size;
        double[] s = new double[count * k], u = new double[count * m * k], v = new double[count * n * k];
        int longer = Math.Max(m, n);
        double[] left = new double[longer * k], right = new double[k * k];
        for (int b = 0; b < count; b++)
        {
            // The side with more rows: columns of the matrix, or of its transpose.
            for (int i = 0; i < m; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    left[m >= n ? (j * m) + i : (i * n) + j] = all[(((long)b * m) + i) * n + j];
                }
            }

            SingularValues.Run(left, longer, k, s.AsSpan(b * k, k), right);
            Turned(m >= n ? left : right, m, k, u.AsSpan(b * m * k, m * k));
            Turned(m >= n ? right : left, n, k, v.AsSpan(b * n * k, n * k));
        }

        var batch = x.Shape[..^2];
        context.Share(0, Tensor.Adopt(s, batch.Concat([k])).Cast(x.ElementType));
        context.Share(1, Tensor.Adopt(u, batch.Concat([m, k])).Cast(x.ElementType));
        context.Share(2, Tensor.Adopt(v, batch.Concat([n, k])).Cast(x.ElementType));
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(Node node, Tensor?[] dy)
    {
        // Differential of a singular value decomposition (Townsend, 2016): the inner part moves vectors among themselves, the outer ones into new directions.
        Tensor s = node.Outputs[0], u = node.Outputs[1], v = node.Outputs[2];
        var row = s.ExpandDims(-2);
        Tensor? inner = dy[0] is { } ds ? Diagonal(ds, s) : null;
        Tensor? outer = null;
        if (dy[1] is not null || dy[2] is not null)
        {
            var difference = row.Square() - s.ExpandDims(-1).Square();
            var f = (difference + Diagonal(s.OnesLike(), s)).Reciprocal() * (1 - Diagonal(s.OnesLike(), s));
            if (dy[1] is { } du)
            {
                var turn = u.MatMul(du, transposeX: true);
                inner = Sum(inner, f * (turn - turn.SwapAxes(-1, -2)) * row);
                outer = ((du - u.MatMul(turn)) / row).MatMul(v, transposeY: true);
            }

            if (dy[2] is { } dv)
            {
                var turn = v.MatMul(dv, transposeX: true);
                inner = Sum(inner, s.ExpandDims(-1) * f * (turn - turn.SwapAxes(-1, -2)));
                outer = Sum(outer, u.MatMul((dv - v.MatMul(turn)) / row, transposeY: true));
            }
        }

        return [inner is null ? null : Sum(outer, u.MatMul(inner).MatMul(v, transposeY: true))];
    }

    /// <summary>Square matrices with these diagonals.</summary>
    static Tensor Diagonal(Tensor values, Tensor s)
    {
        var places = s.OnesLike().CumSum(-1);
        return values.ExpandDims(-1) * places.ExpandDims(-1).Equal(places.ExpandDims(-2)).Cast(s.ElementType);
    }

    static Tensor Sum(Tensor? a, Tensor b) => a is null ? b : a + b;

    static void Turned(ReadOnlySpan<double> columns, int rows, int count, Span<double> y)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < count; j++)
            {
                y[(i * count) + j] = columns[(j * rows) + i];
            }
        }
    }
}
