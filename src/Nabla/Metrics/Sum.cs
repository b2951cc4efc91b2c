namespace Nabla.Metrics;

/// <summary>The weighted sum of the values given.</summary>
public sealed class Sum : Metric
{
    readonly RunningMean sum;

    /// <summary>Starts at nothing.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="elementType">The type it is computed in; float32 by default.</param>
    public Sum(string name = "sum", ElementType? elementType = null)
        : base(name, elementType) => sum = new(nameof(Sum), AddVariable("total"), null);

    /// <summary>Takes values in.</summary>
    /// <param name="values">Any shape.</param>
    /// <param name="sampleWeight">What each is multiplied by.</param>
    /// <exception cref="ShapeException">The weights do not broadcast to the values.</exception>
    public void UpdateState(Tensor values, Tensor? sampleWeight = null) => sum.Add(values, sampleWeight);

    /// <summary>The sum since the last reset.</summary>
    public override Tensor Result() => sum.Result();
}
