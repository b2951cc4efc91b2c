namespace Nabla;

/// <content>Keeps gradients small. Gradients that are rows by index stay so.</content>
public static partial class Train
{
    /// <summary>Each element cut to a range.</summary>
    /// <param name="gradient">The gradient.</param>
    /// <param name="min">The smallest result.</param>
    /// <param name="max">The largest result.</param>
    public static Tensor ClipByValue(Tensor gradient, Operand min, Operand max) => Each(gradient, g => g.Clip(min, max));

    /// <summary>g · clipNorm / max(‖g‖, clipNorm): not longer than a given norm.</summary>
    /// <param name="gradient">The gradient.</param>
    /// <param name="clipNorm">The largest Euclidean norm; above 0.</param>
    /// <param name="axes">Along which norms are taken; of all elements by default.</param>
    public static Tensor ClipByNorm(Tensor gradient, Operand clipNorm, Axes? axes = null) => Each(gradient, g =>
    {
        var square = g.Square().Sum(axes, keepDims: true);

        // The root of 0 has no finite slope: where all is 0, it is taken of 1.
        var some = square.Greater(0);
        var norm = Tensor.Where(some, Tensor.Where(some, square, square.OnesLike()).Sqrt(), square);
        return g * clipNorm / norm.Maximum(clipNorm);
    });

    /// <summary>g · min(1, clipNorm · n / ‖g‖), n the number of elements: the mean of the norm over the elements is not above a given one.</summary>
    /// <param name="gradient">The gradient.</param>
    /// <param name="clipNorm">The largest norm divided by the number of elements; above 0.</param>
    public static Tensor ClipByAverageNorm(Tensor gradient, Operand clipNorm)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        var g = gradient is IndexedSlices rows ? rows.ToDense() : gradient;
        var limit = clipNorm.ToTensor("ClipByAverageNorm", g.ElementType);
        return g * limit * (g.Square().Sum().Rsqrt() * g.OnesLike().Sum()).Minimum(1 / limit);
    }

    /// <summary>√(Σ ‖g‖²) over all gradients; those that are null count as 0.</summary>
    /// <param name="gradients">The gradients; of rows by index each row counts by itself.</param>
    /// <exception cref="ArgumentException">There is no gradient.</exception>
    public static Tensor GlobalNorm(IReadOnlyList<Tensor?> gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        var present = gradients.OfType<Tensor>().Select(g => (g is IndexedSlices rows ? rows.Values : g).Square().Sum()).ToList();
        return present.Count == 0 ? throw new ArgumentException("GlobalNorm: no gradient was given: at least one was expected.", nameof(gradients))
            : present.Select(square => square.Cast(present[0].ElementType)).Aggregate((x, y) => x + y).Sqrt();
    }

    /// <summary>All gradients multiplied by one number, so that their norm together is not above a given one: g · clipNorm / max(norm, clipNorm).</summary>
    /// <param name="gradients">The gradients; those that are null stay null.</param>
    /// <param name="clipNorm">The largest norm; above 0.</param>
    /// <param name="useNorm">The norm, where it is known already.</param>
    /// <returns>The gradients, and their norm before. Where that is not finite, all gradients are NaN.</returns>
    /// <remarks>Pascanu et al., On the difficulty of training recurrent neural networks, 2013.</remarks>
    /// <exception cref="ArgumentException">There is no gradient.</exception>
    public static (IReadOnlyList<Tensor?> Gradients, Tensor GlobalNorm) ClipByGlobalNorm(IReadOnlyList<Tensor?> gradients, Operand clipNorm, Tensor? useNorm = null)
    {
        var norm = useNorm ?? GlobalNorm(gradients);
        var limit = clipNorm.ToTensor("ClipByGlobalNorm", norm.ElementType);

        // The difference is 0, or NaN where the norm is not finite.
        var scale = ((1 / norm).Minimum(1 / limit) * limit) + (norm - norm);
        return ([.. gradients.Select(gradient => gradient is null ? null : Each(gradient, g => g * scale.Cast(g.ElementType)))], norm);
    }

    static Tensor Each(Tensor gradient, Func<Tensor, Tensor> function)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        return Optimizers.Gradient.Each(gradient, function);
    }
}
