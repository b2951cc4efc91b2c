namespace Nabla.Operations;

/// <summary>How formulas of two tensors answer when their gradient is asked: each slope times dy, summed over the axes that were stretched.</summary>
internal static class BinaryGradient
{
    internal static Tensor?[] Of(BinaryOp op, object formula, Tensor[] x, Tensor z, Tensor dz, Func<(TensorLane X, TensorLane Y)> slopes)
    {
        if (formula is IFlat)
        {
            return [null, null];
        }

        if (formula is INotDifferentiable)
        {
            throw new NoGradientException($"{op.Name} has no gradient. Stop the gradient before it (StopGradient), or use an operation that has one.");
        }

        if (z.ElementType.IsComplex)
        {
            return formula is IComplexBinarySlopes complex ? complex.Gradient(x[0], x[1], z, dz)
                : throw new NoGradientException($"{op.Name} has no gradient for {z.ElementType.Name} tensors. Take real and imaginary parts first.");
        }

        var (dx, dy) = slopes();
        TensorLane upstream = new(dz);
        return [(upstream * dx).ToTensor(dz).SumToLike(x[0]), (upstream * dy).ToTensor(dz).SumToLike(x[1])];
    }
}

/// <summary>A formula that has a gradient for complex tensors.</summary>
internal interface IComplexBinarySlopes
{
    Tensor?[] Gradient(Tensor x, Tensor y, Tensor z, Tensor dz);
}
