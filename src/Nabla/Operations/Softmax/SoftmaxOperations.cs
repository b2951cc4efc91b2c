using Nabla.Operations;

namespace Nabla;

/// <summary>Softmax and its logarithm.</summary>
public static class SoftmaxOperations
{
    extension(Tensor x)
    {
        /// <inheritdoc cref="Operations.Softmax"/>
        /// <param name="axis">The axes that together sum to 1; the last by default.</param>
        public Tensor Softmax(Axes? axis = null) => Along(x, axis, (t, k) => Engine.Current.RunOne(new Softmax(k), t));

        /// <inheritdoc cref="Operations.LogSoftmax"/>
        /// <param name="axis">The axes that are normalised together; the last by default.</param>
        public Tensor LogSoftmax(Axes? axis = null) => Along(x.ToReal(), axis, (t, k) => Engine.Current.RunOne(new LogSoftmax(k), t));
    }

    /// <summary>Several axes are brought to the end, put into one, and brought back.</summary>
    static Tensor Along(Tensor x, Axes? axis, Func<Tensor, int, Tensor> function)
    {
        if (axis is null || axis.Count == 1)
        {
            return function(x, axis?[0] ?? -1);
        }

        var axes = Axes.Normalize("Softmax", axis, x.Rank);
        int[] order = [.. Enumerable.Range(0, x.Rank).Except(axes), .. axes];
        var back = new int[order.Length];
        for (int k = 0; k < order.Length; k++)
        {
            back[order[k]] = k;
        }

        var moved = x.Transpose(Axes.Create(order));
        int kept = x.Rank - axes.Length;
        var flat = moved.Reshape(moved.Shape[..kept].Concat([null]));
        return function(flat, -1).ReshapeLike(moved).Transpose(Axes.Create(back));
    }
}
