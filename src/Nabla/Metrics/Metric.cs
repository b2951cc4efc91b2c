using Nabla.Initializers;

namespace Nabla.Metrics;

/// <summary>A number that sums up many batches; its state lives in variables.</summary>
/// <remarks>Where one is asked for, Keras's name does too: <c>metrics: ["accuracy", "mae"]</c>. Those that compare truth and predictions derive from <see cref="PredictionMetric"/>.</remarks>
public abstract class Metric
{
    readonly List<Variable> variables = [];

    /// <summary>Prepares a metric.</summary>
    /// <param name="name">Its name, the key in a training history.</param>
    /// <param name="elementType">The type it is computed in; float32 by default.</param>
    protected Metric(string name, ElementType? elementType = null) => (Name, ElementType) = (name, elementType ?? ElementType.Float32);

    /// <summary>The name, the key in a training history.</summary>
    public string Name { get; internal set; }

    /// <summary>The type it is computed in.</summary>
    public ElementType ElementType { get; }

    /// <summary>The state.</summary>
    public virtual IReadOnlyList<Variable> Variables => variables;

    /// <summary>The metric with this Keras name and default options; its own name is the one given.</summary>
    /// <remarks><c>accuracy</c> (<c>acc</c>) and <c>crossentropy</c> (<c>ce</c>) choose at the first batch, by its shapes: binary, categorical, or categorical with class numbers.</remarks>
    /// <exception cref="ArgumentException">No metric has the name.</exception>
    public static implicit operator Metric(string name)
    {
        var metric = MetricTable.Rows.Make(name);
        metric.Name = name;
        return metric;
    }

    /// <summary>The mean of a function of one's own.</summary>
    /// <param name="function">From truth and predictions to a value a sample.</param>
    /// <param name="name">Its name.</param>
    public static Metric From(Func<Tensor, Tensor, Tensor> function, string name) => new MeanMetricWrapper(function, name);

    /// <summary>The metric over all batches since the last reset.</summary>
    public abstract Tensor Result();

    /// <summary>Forgets all batches.</summary>
    public virtual void ResetState()
    {
        foreach (var variable in Variables)
        {
            variable.Assign(variable.ZerosLike());
        }
    }

    /// <summary>Makes a piece of state.</summary>
    /// <param name="name">Its name within the metric.</param>
    /// <param name="shape">Its shape; a scalar by default.</param>
    /// <param name="initializer">Its first value; zeros by default.</param>
    /// <param name="elementType">Its element type; that of the metric by default.</param>
    protected Variable AddVariable(string name, Shape? shape = null, Initializer? initializer = null, ElementType? elementType = null)
    {
        using var lasting = Engine.Current.Lasting();
        var variable = new Variable((initializer ?? new Zeros()).Call(shape ?? Shape.Scalar, elementType ?? ElementType), trainable: false, name);
        variables.Add(variable);
        return variable;
    }
}
