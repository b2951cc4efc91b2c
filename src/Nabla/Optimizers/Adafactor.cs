using Nabla.Schedules;

namespace Nabla.Optimizers;

/// <summary>Adam's scaling with the memory of rows and columns instead of elements, and steps in proportion to the size of each variable (Shazeer and Stern, 2018).</summary>
/// <param name="learningRate">How far it steps at most; 0.001 by default.</param>
/// <param name="beta2Decay">How the part of the running squares that is kept grows: 1 − t^beta2Decay at step t; below 0.</param>
/// <param name="epsilon1">Is added to squares of the gradient.</param>
/// <param name="epsilon2">The least size of a variable that counts.</param>
/// <param name="clipThreshold">The largest root mean square of a step before it is scaled.</param>
/// <param name="relativeStep">Whether the rate is at most 1 / √t.</param>
/// <param name="name">Its name.</param>
/// <remarks>
/// <para>With b = 1 − t^beta2Decay and s = g² + epsilon1: r ← b · r + (1 − b) · mean of s along the last axis, c ← the same along the last but one, v = r / mean r · c;
/// of variables with fewer than two axes v ← b · v + (1 − b) · s. With u = g / √v: w ← w − max(epsilon2, rms w) · min(rate, 1/√t) · u / max(1, rms u / clipThreshold).</para>
/// <para>v is kept as Keras keeps it, so that files have the same state: the memory that the paper saves is not saved.</para>
/// </remarks>
public sealed class Adafactor(
    LearningRate? learningRate = null,
    double beta2Decay = -0.8,
    double epsilon1 = 1e-30,
    double epsilon2 = 1e-3,
    double clipThreshold = 1,
    bool relativeStep = true,
    string name = "adafactor") : Optimizer(learningRate ?? 0.001, name)
{
    readonly Dictionary<Variable, (Variable Rows, Variable Columns, Variable Squares)> slots = [];

    /// <summary>How the part of the running squares that is kept grows.</summary>
    public double Beta2Decay => beta2Decay;

    /// <summary>Is added to squares of the gradient.</summary>
    public double Epsilon1 => epsilon1;

    /// <summary>The least size of a variable that counts.</summary>
    public double Epsilon2 => epsilon2;

    /// <summary>The largest root mean square of a step before it is scaled.</summary>
    public double ClipThreshold => clipThreshold;

    /// <summary>Whether the rate is at most 1 / √t.</summary>
    public bool RelativeStep => relativeStep;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Variable> variables)
    {
        foreach (var w in variables)
        {
            var (rows, columns) = w.Rank < 2
                ? (Tensor.Constant(0), Tensor.Constant(0))
                : (Tensor.Zeros(w.Shape[..^1], w.ElementType), Tensor.Zeros(w.Shape[..^2].Concat(w.Shape[^1..]), w.ElementType));
            string path = w.Name.Replace('/', '_');
            slots.Add(w, (AddVariable(rows, path), AddVariable(columns, path), AddSlot(w, "velocity")));
        }
    }

    /// <inheritdoc/>
    protected override void Update(Variable variable, Gradient gradient, Tensor learningRate)
    {
        var (rows, columns, squares) = slots[variable];
        var t = StepNumber(variable.ElementType);
        var falling = 1 / t.Sqrt();
        var rate = (relativeStep && LearningRate.Schedule is null ? learningRate.Minimum(falling) : learningRate).Minimum(falling);
        var kept = 1 - t.Power(Scalars.Of(variable.ElementType, beta2Decay));
        var square = gradient.Square + epsilon1;
        Tensor v;
        if (variable.Rank < 2)
        {
            v = (kept * squares) + ((1 - kept) * square);
        }
        else
        {
            var r = (kept * rows) + ((1 - kept) * square.Mean(-1));
            var c = (kept * columns) + ((1 - kept) * square.Mean(-2));
            Set(rows, r);
            Set(columns, c);
            v = (r / r.Mean(-1, keepDims: true)).ExpandDims(-1) * c.ExpandDims(-2);
        }

        Set(squares, v);
        var u = gradient.Value / v.Sqrt();
        // Of rows that come more than once the squares add, not the rows.
        var size = gradient.IsSparse ? (gradient.Square / v).Mean().Sqrt() : RootMeanSquare(u);
        var step = u / (size / clipThreshold).Maximum(1);
        Set(variable, variable - (RootMeanSquare(variable).Maximum(epsilon2) * rate * step));
    }

    static Tensor RootMeanSquare(Tensor x) => x.Square().Mean().Sqrt();
}
