namespace Nabla.Schedules;

/// <summary>One rate up to and including each boundary, another after it.</summary>
/// <remarks><c>new PiecewiseConstantDecay([1000, 2000], [0.1, 0.05, 0.01])</c>: 0.1 for steps 0 … 1000, 0.05 up to 2000, then 0.01.</remarks>
public sealed class PiecewiseConstantDecay : LearningRateSchedule
{
    /// <summary>Takes boundaries and rates.</summary>
    /// <param name="boundaries">Steps in ascending order.</param>
    /// <param name="values">Rates, one more than boundaries.</param>
    /// <param name="name">A name.</param>
    /// <exception cref="ArgumentException">There is not one rate more than boundaries, or the boundaries do not ascend.</exception>
    public PiecewiseConstantDecay(IReadOnlyList<double> boundaries, IReadOnlyList<double> values, string name = "PiecewiseConstant")
    {
        if (boundaries.Count + 1 != values.Count)
        {
            throw new ArgumentException($"PiecewiseConstantDecay: {boundaries.Count} boundaries and {values.Count} values: there must be one value more than boundaries.", nameof(values));
        }

        for (int i = 1; i < boundaries.Count; i++)
        {
            if (!(boundaries[i] > boundaries[i - 1]))
            {
                throw new ArgumentException($"PiecewiseConstantDecay: boundaries {string.Join(", ", boundaries)}: they must ascend.", nameof(boundaries));
            }
        }

        (Boundaries, Values, Name) = ([.. boundaries], [.. values], name);
    }

    /// <summary>Steps in ascending order.</summary>
    public IReadOnlyList<double> Boundaries { get; }

    /// <summary>Rates, one more than boundaries.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>A name.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    protected override Tensor Rate(Tensor step)
    {
        var rate = step.OnesLike() * Values[^1];
        for (int i = Boundaries.Count - 1; i >= 0; i--)
        {
            rate = Tensor.Where(step.LessEqual(Boundaries[i]), Values[i], rate);
        }

        return rate;
    }
}
