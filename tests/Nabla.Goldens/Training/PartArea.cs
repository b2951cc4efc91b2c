using Nabla.Formats;
using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Models.Saving;

namespace Nabla.Goldens.Training;

/// <summary>Cases about objects of one of Keras's modules.</summary>
abstract class PartArea<T>(KerasTable<T> table, string field) : Area
    where T : class
{
    /// <summary>The object of a case. What is described again must read as the same.</summary>
    /// <exception cref="NotSupportedNameException">Nabla lacks the class.</exception>
    protected T Read(GoldenCase golden)
    {
        var description = KerasCase.Object(golden, field);
        if (!table.Has(description.ClassName)) throw new NotSupportedNameException(description.ClassName);
        var value = table.Read(description);
        if (golden.Json(field).ValueKind == System.Text.Json.JsonValueKind.String) RefuseUnread(description);
        return value;
    }

    // Keras refuses arguments that a class does not have.
    static void RefuseUnread(KerasObject description)
    {
        var unread = description.Config.Unread.ToList();
        if (unread.Count > 0) throw new ModelFormatException("case", description.ClassName, $"{string.Join(", ", unread)} is no argument of it");
    }
}
