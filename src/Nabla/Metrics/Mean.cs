namespace Nabla.Metrics;

/// <summary>The weighted mean of the values given.</summary>
public sealed class Mean : Metric
{
    readonly RunningMean mean;

    /// <summary>Starts at nothing.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="elementType">The type it is computed in; float32 by default.</param>
    public Mean(string name = "mean", ElementType? elementType = null)
        : base(name, elementType) => mean = new(nameof(Mean), AddVariable("total"), AddVariable("count"));

    /// <summary>Takes values in.</summary>
    /// <param name="values">A scalar, or a value a sample; further axes are averaged first.</param>
    /// <param name="sampleWeight">How much each counts.</param>
    /// <exception cref="ShapeException">The weights do not broadcast to the values.</exception>
    public void UpdateState(Tensor values, Tensor? sampleWeight = null) => mean.Add(values, sampleWeight);

    /// <summary>The mean since the last reset; 0 of nothing.</summary>
    public override Tensor Result() => mean.Result();
}
