using Nabla.Operations;

namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Softmax, losses and normalisation.</summary>
static class NeuralRows
{
    const string BatchNormV2 = "T, U, U, U, U -> y:T, batch_mean:U, batch_variance:U, reserve_space_1:U, reserve_space_2:U";

    public static void AddTo(OpTable table)
    {
        table.Add("Softmax", "T -> T", n => n[0].Softmax(-1));
        table.Add("LogSoftmax", "T -> T", n => n[0].LogSoftmax(-1));
        table.Add("SoftmaxCrossEntropyWithLogits", "T, T -> loss:T, backprop:T", SoftmaxCrossEntropy);
        table.Add("SparseSoftmaxCrossEntropyWithLogits", "T, Tlabels -> loss:T, backprop:T", n => Engine.Current.Run(new SparseSoftmaxCrossEntropy(), n[0], n[1]));
        table.Add("LRN", "T -> T", n => n[0].LocalResponseNormalization(n.Int("depth_radius", 5), n.Float("bias", 1), n.Float("alpha", 1), n.Float("beta", 0.5f)));
        table.Add("LRNGrad", "T, T, T -> T", n => n[1].LocalResponseNormalizationGradient(n[2], n[0], n.Int("depth_radius", 5), n.Float("bias", 1), n.Float("alpha", 1), n.Float("beta", 0.5f)));
        table.Add("FusedBatchNorm", BatchNormV2.Replace("U", "T", StringComparison.Ordinal), n => BatchNorm(n)[..5]);
        table.Add("FusedBatchNormV2", BatchNormV2, n => BatchNorm(n)[..5]);
        table.Add("FusedBatchNormV3", BatchNormV2 + ", reserve_space_3:U", BatchNorm);
        const string outputs = " -> x_backprop:T, scale_backprop:U, offset_backprop:U, reserve_space_4:U, reserve_space_5:U";
        var older = outputs.Replace("space_4", "space_3", StringComparison.Ordinal).Replace("space_5", "space_4", StringComparison.Ordinal);
        table.Add("FusedBatchNormGrad", ("T, T, T, T, T" + older).Replace("U", "T", StringComparison.Ordinal), BatchNormGradient);
        table.Add("FusedBatchNormGradV2", "T, T, float32, U, U" + older, BatchNormGradient);
        table.Add("FusedBatchNormGradV3", "T, T, float32, U, U, U" + outputs, BatchNormGradient);
    }

    /// <summary>Logits and labels broadcast against each other.</summary>
    static Tensor[] SoftmaxCrossEntropy(ImportedCall n)
    {
        var shape = Broadcasting.Join(n.Node.Type, n[0].Shape, n[1].Shape);
        if (shape.Rank != 2) throw new ShapeException($"{n.Node.Type}: logits {n[0].Shape} and labels {n[1].Shape}: both must be matrices.");
        return Engine.Current.Run(new SoftmaxCrossEntropy(), n[0].BroadcastTo(shape), n[1].BroadcastTo(shape));
    }

    /// <summary>In training the kept variance is that of the batch as it is, the given one that of what it is a sample of.</summary>
    static Tensor[] BatchNorm(ImportedCall n)
    {
        var isTraining = n.Flag("is_training", true);
        var (mean, variance) = (n[3].Size == 0 ? null : n[3].StopGradient(), n[4].Size == 0 ? null : n[4].StopGradient());
        var result = n[0].FusedBatchNorm(n[1], n[2], mean, variance, n.Float("epsilon", 1e-4f), n.Float("exponential_avg_factor", 1), isTraining, WindowRows.Format(n));
        return [result.Y, result.Mean, result.Variance, result.SavedMean, result.SavedVariance, Tensor.Zeros([0], result.Mean.ElementType)];
    }

    static Tensor[] BatchNormGradient(ImportedCall n)
    {
        var (x, scale, offset) = n[1].FusedBatchNormGradient(n[0], n[2], n[3], n[4], n.Float("epsilon", 1e-4f), n.Flag("is_training", true), WindowRows.Format(n));
        var none = Tensor.Zeros([0], scale.ElementType);
        return [x, scale, offset, none, none.Identity()];
    }
}
